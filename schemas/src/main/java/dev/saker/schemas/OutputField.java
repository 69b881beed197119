// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/**
 * A field named in a rule's output.
 *
 * @param name as written in the output, without the percent sign
 */
public record OutputField(String name, OutputValue value) {}
