// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/** What becomes of an event that several rules match. */
public enum MatchMode {
    /** The first rule, in order of definition, hides the others: Falco's default. */
    FIRST,
    /** Every rule that matches is told, in order of definition. */
    ALL
}
