// SPDX-License-Identifier: Apache-2.0

/** The rules Saker ships. */
package dev.saker.ruleset;
