// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.FieldDomain;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What keeps the rules of one event type away from events, by part of the event; null for a part
 * that keeps none away.
 *
 * @param descriptor asks for the kind too: what names do not say alone they may say with it
 */
record TypeFilters(RuleFilter kind, RuleFilter descriptor, RuleFilter context, RuleFilter event) {
    private static final Set<FieldDomain> KIND = EnumSet.of(FieldDomain.KIND);
    private static final Set<FieldDomain> KIND_AND_NAMES =
            EnumSet.of(FieldDomain.KIND, FieldDomain.DESCRIPTOR);

    /** Every rule is evaluated. */
    static final TypeFilters NONE = new TypeFilters(null, null, null, null);

    static TypeFilters of(Candidate[] candidates, RuleIndex index) {
        if (candidates.length == 0) {
            return NONE;
        }
        return new TypeFilters(
                filter(candidates, index, KIND),
                names(candidates, index),
                filter(candidates, index, EnumSet.of(FieldDomain.CONTEXT)),
                filter(candidates, index, EnumSet.of(FieldDomain.EVENT)));
    }

    /** Null, too, if it would know no more than the kind's filter does. */
    private static RuleFilter names(Candidate[] candidates, RuleIndex index) {
        RuleFilter filter = filter(candidates, index, KIND_AND_NAMES);
        boolean reads =
                filter != null
                        && Arrays.stream(filter.slots())
                                .anyMatch(slot -> index.domain(slot) == FieldDomain.DESCRIPTOR);
        return reads ? filter : null;
    }

    private static RuleFilter filter(Candidate[] rules, RuleIndex index, Set<FieldDomain> domains) {
        return RuleFilter.of(rules, new RequirementMaker(index, domains), index);
    }
}
