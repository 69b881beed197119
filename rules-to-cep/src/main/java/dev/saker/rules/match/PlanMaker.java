// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes plans in which what is equal is one object, whichever rule and event type it is of. Terms
 * are flattened, put in order of cost and kept once: Kleene's and/or ask for neither order nor
 * repetition, and terms have no side effects.
 */
final class PlanMaker implements Condition.Visitor<Plan> {
    private static final int FIRST_ID = 2;

    /** No two plans have one id, so that what is there twice comes side by side. */
    private static final Comparator<Plan> BY_COST =
            (one, other) ->
                    one.cost() != other.cost()
                            ? Integer.compare(one.cost(), other.cost())
                            : Integer.compare(one.id(), other.id());

    private final LeafMaker leaves;
    private final List<Leaf> allLeaves = new ArrayList<>();
    private final Map<Condition, Leaf> leafByCheck = new HashMap<>();
    private final Map<List<Integer>, Plan> plans = new HashMap<>();
    private int nextId = FIRST_ID;

    PlanMaker(OperandTable operands) {
        leaves = new LeafMaker(operands);
    }

    /** For any event type. */
    Plan make(Condition condition) {
        return condition.accept(this);
    }

    /** Every leaf so far. */
    List<Leaf> leaves() {
        return allLeaves;
    }

    /** One more than the greatest id of a plan so far. */
    int count() {
        return nextId;
    }

    /** A junction of these terms, or what it comes to. */
    Plan junction(boolean all, Iterable<Plan> terms) {
        List<Plan> flat = new ArrayList<>();
        Plan settling = Plan.Constant.of(!all);
        for (Plan term : terms) {
            if (term == settling) {
                return term;
            }
            if (term instanceof Junction junction && junction.all() == all) {
                flat.addAll(Arrays.asList(junction.terms()));
            } else if (term != Plan.Constant.of(all)) {
                flat.add(term);
            }
        }
        flat.sort(BY_COST);
        Plan[] ordered = new Plan[flat.size()];
        int count = 0;
        for (Plan term : flat) {
            if (count == 0 || ordered[count - 1] != term) {
                ordered[count++] = term;
            }
        }
        return switch (count) {
            case 0 -> Plan.Constant.of(all);
            case 1 -> ordered[0];
            default -> intern(all, Arrays.copyOf(ordered, count));
        };
    }

    private Plan intern(boolean all, Plan[] terms) {
        List<Integer> key = new ArrayList<>(terms.length + 1);
        key.add(all ? -1 : -2);
        for (Plan term : terms) {
            key.add(term.id());
        }
        return plans.computeIfAbsent(key, unused -> new Junction(nextId++, all, terms));
    }

    Plan negation(Plan term) {
        if (term instanceof Plan.Constant constant) {
            return Plan.Constant.of(constant.outcome() == Plan.FALSE);
        }
        if (term instanceof Negation negation) {
            return negation.term();
        }
        List<Integer> key = List.of(term.id());
        return plans.computeIfAbsent(key, unused -> new Negation(nextId++, term));
    }

    @Override
    public Plan visitAnd(Condition.And condition) {
        return junction(true, plans(condition.terms()));
    }

    @Override
    public Plan visitOr(Condition.Or condition) {
        return junction(false, plans(condition.terms()));
    }

    private List<Plan> plans(List<Condition> terms) {
        List<Plan> made = new ArrayList<>(terms.size());
        for (Condition term : terms) {
            made.add(make(term));
        }
        return made;
    }

    @Override
    public Plan visitNot(Condition.Not condition) {
        return negation(make(condition.term()));
    }

    @Override
    public Plan visitExists(Condition.Exists condition) {
        return leaf(condition);
    }

    @Override
    public Plan visitCompare(Condition.Compare condition) {
        return leaf(condition);
    }

    @Override
    public Plan visitCompareList(Condition.CompareList condition) {
        return leaf(condition);
    }

    @Override
    public Plan visitCompareEach(Condition.CompareEach condition) {
        return leaf(condition);
    }

    @Override
    public Plan visitCompareOperands(Condition.CompareOperands condition) {
        return leaf(condition);
    }

    private Leaf leaf(Condition check) {
        Leaf known = leafByCheck.get(check);
        if (known == null) {
            known = leaves.make(nextId++, check);
            leafByCheck.put(check, known);
            allLeaves.add(known);
        }
        return known;
    }
}
