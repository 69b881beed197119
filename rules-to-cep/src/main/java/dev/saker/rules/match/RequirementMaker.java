// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.FieldDomain;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what plans require of parts of the event. What is required twice is one object. */
final class RequirementMaker {
    private final RuleIndex index;
    private final Set<FieldDomain> domains;
    private final Map<Plan, Requirement> positive = new IdentityHashMap<>();
    private final Map<Plan, Requirement> negative = new IdentityHashMap<>();

    RequirementMaker(RuleIndex index, Set<FieldDomain> domains) {
        this.index = index;
        this.domains = domains;
    }

    /** The requirements that must all hold; none if the part cannot make the plan false. */
    List<Requirement> of(Plan plan) {
        if (plan instanceof Junction junction && junction.all()) {
            List<Requirement> terms = new ArrayList<>();
            for (Plan term : junction.terms()) {
                add(make(term, true), terms);
            }
            return terms;
        }
        List<Requirement> single = new ArrayList<>();
        add(make(plan, true), single);
        return single;
    }

    private static void add(Requirement requirement, List<Requirement> terms) {
        if (requirement != Requirement.NONE) {
            terms.add(requirement);
        }
    }

    private Requirement make(Plan plan, boolean isPositive) {
        Map<Plan, Requirement> known = isPositive ? positive : negative;
        Requirement requirement = known.get(plan);
        if (requirement == null) {
            requirement = find(plan, isPositive);
            known.put(plan, requirement);
        }
        return requirement;
    }

    private Requirement find(Plan plan, boolean isPositive) {
        if (plan instanceof Negation negation) {
            return make(negation.term(), !isPositive);
        }
        if (plan instanceof Leaf leaf) {
            int ordinal = index.ordinal(leaf);
            boolean asked =
                    ordinal != RuleIndex.NOT_INDEXED && domains.contains(index.domain(leaf));
            return asked ? new Requirement.Ask(ordinal, isPositive) : Requirement.NONE;
        }
        return plan instanceof Junction junction ? find(junction, isPositive) : Requirement.NONE;
    }

    private Requirement find(Junction junction, boolean isPositive) {
        boolean all = junction.all() == isPositive;
        List<Requirement> terms = new ArrayList<>();
        for (Plan term : junction.terms()) {
            Requirement requirement = make(term, isPositive);
            if (requirement != Requirement.NONE) {
                terms.add(requirement);
            } else if (!all) {
                return Requirement.NONE;
            }
        }
        if (terms.size() == 1) {
            return terms.get(0);
        }
        if (all) {
            return terms.isEmpty() ? Requirement.NONE : new Requirement.All(terms);
        }
        return new Requirement.Any(terms);
    }
}
