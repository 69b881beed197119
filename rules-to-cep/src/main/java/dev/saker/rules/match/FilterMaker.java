// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.FieldDomain;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the filters of event types. What is required of one type's events is mostly required of
 * another's too, and types whose rules come to the same plans have one set of filters.
 */
final class FilterMaker {
    private final RuleIndex index;
    private final RequirementMaker kind;
    private final RequirementMaker names;
    private final RequirementMaker context;
    private final RequirementMaker event;

    /** By the plans of a type's rules; equal plans are one object. */
    private final Map<List<Plan>, TypeFilters> made = new HashMap<>();

    FilterMaker(RuleIndex index) {
        this.index = index;
        kind = new RequirementMaker(index, EnumSet.of(FieldDomain.KIND));
        names = new RequirementMaker(index, EnumSet.of(FieldDomain.KIND, FieldDomain.DESCRIPTOR));
        context = new RequirementMaker(index, EnumSet.of(FieldDomain.CONTEXT));
        event = new RequirementMaker(index, EnumSet.of(FieldDomain.EVENT));
    }

    TypeFilters of(Candidate[] candidates) {
        if (candidates.length == 0) {
            return TypeFilters.NONE;
        }
        List<Plan> plans = Arrays.stream(candidates).map(Candidate::plan).toList();
        return made.computeIfAbsent(plans, unknown -> make(candidates));
    }

    private TypeFilters make(Candidate[] candidates) {
        return new TypeFilters(
                RuleFilter.of(candidates, kind, index),
                ofNames(candidates),
                RuleFilter.of(candidates, context, index),
                RuleFilter.of(candidates, event, index));
    }

    /** Null, too, if it would know no more than the kind's filter does. */
    private RuleFilter ofNames(Candidate[] candidates) {
        RuleFilter filter = RuleFilter.of(candidates, names, index);
        boolean reads =
                filter != null
                        && Arrays.stream(filter.slots())
                                .anyMatch(slot -> index.domain(slot) == FieldDomain.DESCRIPTOR);
        return reads ? filter : null;
    }
}
