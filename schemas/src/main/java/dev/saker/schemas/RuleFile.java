// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** A rules file. The name is what diagnostics show. */
public record RuleFile(String name, String text) {}
