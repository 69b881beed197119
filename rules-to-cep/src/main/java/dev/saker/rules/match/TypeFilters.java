// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.FieldDomain;

/**
 * What keeps the rules of one event type away from events, by part of the event; null for a part
 * that keeps none away.
 */
record TypeFilters(RuleFilter descriptor, RuleFilter context, RuleFilter event) {
    /** Every rule is evaluated. */
    static final TypeFilters NONE = new TypeFilters(null, null, null);

    static TypeFilters of(Candidate[] candidates, RuleIndex index) {
        if (candidates.length == 0) {
            return NONE;
        }
        return new TypeFilters(
                filter(candidates, index, FieldDomain.DESCRIPTOR),
                filter(candidates, index, FieldDomain.CONTEXT),
                filter(candidates, index, FieldDomain.EVENT));
    }

    private static RuleFilter filter(Candidate[] rules, RuleIndex index, FieldDomain domain) {
        return RuleFilter.of(rules, new RequirementMaker(index, domain), index);
    }
}
