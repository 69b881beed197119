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
import java.util.Arrays;
import java.util.List;

/** Decides in plans what an event type alone decides. */
final class TypeSpecializer {
    /** Any event type: nothing is decided by the type. */
    static final int ANY_TYPE = -1;

    private final int type;
    private final PlanMaker maker;
    private final BoundField[] fields;

    /** By a plan's id: what it comes to. */
    private Plan[] specialized;

    private final Value value = new Value();

    /**
     * @param fields of the operands, by slot
     */
    TypeSpecializer(int type, PlanMaker maker, BoundField[] fields) {
        this.type = type;
        this.maker = maker;
        this.fields = fields;
        specialized = new Plan[maker.count()];
    }

    Plan specialize(Plan plan) {
        int id = plan.id();
        if (id >= specialized.length) {
            specialized = Arrays.copyOf(specialized, Math.max(id + 1, 2 * specialized.length));
        }
        if (specialized[id] == null) {
            Plan folded = fold(plan);
            specialized[id] = folded;
        }
        return specialized[id];
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
