// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventTypeFacts;
import dev.saker.rules.event.Value;
import dev.saker.rules.syntax.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides in plans what an event type alone decides. */
final class TypeSpecializer {
    /** Any event type: nothing is decided by the type. */
    static final int ANY_TYPE = -1;

    private final int type;
    private final PlanMaker maker;
    private final BoundField[] fields;
    private final Map<Plan, Plan> specialized = new HashMap<>();
    private final Value value = new Value();

    /**
     * @param fields of the operands, by slot
     */
    TypeSpecializer(int type, PlanMaker maker, BoundField[] fields) {
        this.type = type;
        this.maker = maker;
        this.fields = fields;
    }

    Plan specialize(Plan plan) {
        Plan known = specialized.get(plan);
        if (known == null) {
            known = fold(plan);
            specialized.put(plan, known);
        }
        return known;
    }

    private Plan fold(Plan plan) {
        if (plan instanceof Leaf leaf) {
            return foldLeaf(leaf);
        }
        if (plan instanceof Negation negation) {
            return maker.negation(specialize(negation.term()));
        }
        if (plan instanceof Junction junction) {
            return foldTerms(junction);
        }
        return plan;
    }

    private Plan foldTerms(Junction junction) {
        List<Plan> terms = new ArrayList<>();
        boolean changed = false;
        for (Plan term : junction.terms()) {
            Plan folded = specialize(term);
            changed |= folded != term;
            terms.add(folded);
        }
        return changed ? maker.junction(junction.all(), terms) : junction;
    }

    private Plan foldLeaf(Leaf leaf) {
        if (isNeverTrue(leaf.condition())) {
            return Plan.Constant.NEVER;
        }
        if (type == ANY_TYPE || leaf.form() == Leaf.Form.PAIR) {
            return leaf;
        }
        BoundField field = fields[leaf.slot()];
        if (field == null || !EventTypeFacts.read(field, type, value)) {
            return leaf;
        }
        return Plan.Constant.of(leaf.test(value) == Plan.TRUE);
    }

    /** Events are counted from one: {@code evt.num = 0} is how rules say never. */
    private static boolean isNeverTrue(Condition condition) {
        return condition instanceof Condition.Compare check
                && check.left() instanceof Operand.Field field
                && field.ref().field().name().equals("evt.num")
                && check.operator() == Operator.EQ
                && check.right().equals(new Literal.Number(0));
    }
}
