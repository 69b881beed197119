// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/**
 * What keeps the rules of one event type away from events, by part of the event; null for a part
 * that keeps none away.
 *
 * @param descriptor asks for the kind too: what names do not say alone they may say with it
 */
record TypeFilters(RuleFilter kind, RuleFilter descriptor, RuleFilter context, RuleFilter event) {
    /** Every rule is evaluated. */
    static final TypeFilters NONE = new TypeFilters(null, null, null, null);
}
