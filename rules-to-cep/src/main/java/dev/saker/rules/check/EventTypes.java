// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.syntax.Operator;
import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * For which event codes a condition can hold. The set is never too small; only what a condition
 * says about the event's type and number makes it smaller than everything.
 *
 * <p>Negation turns the sets at the leaves around, and "and" into "or". A check of another field
 * says nothing, negated or not.
 */
final class EventTypes implements Condition.Visitor<BitSet> {

    private static final EventTable TABLE = EventTable.get();
    private static final BitSet ALL = all();

    private final boolean negated;

    private EventTypes(boolean negated) {
        this.negated = negated;
    }

    static BitSet of(Condition condition) {
        return condition.accept(new EventTypes(false));
    }

    /** Whether the operand is the type of the event, by one of its two names. */
    static boolean isEventType(Operand operand) {
        return operand instanceof Operand.Field field
                && (field.ref().name().equals("evt.type")
                        || field.ref().name().equals("syscall.type"));
    }

    /** What {@code evt.type} says for these codes. */
    static Set<String> names(BitSet codes) {
        Set<String> names = new TreeSet<>();
        codes.stream().forEach(code -> names.add(TABLE.event(code).name()));
        return names;
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        for (int code = 0; code < TABLE.size(); code++) {
            all.set(code, !TABLE.event(code).has(EventFlag.UNUSED));
        }
        return all;
    }

    @Override
    public BitSet visitAnd(Condition.And condition) {
        return negated ? union(condition.terms()) : intersection(condition.terms());
    }

    @Override
    public BitSet visitOr(Condition.Or condition) {
        return negated ? intersection(condition.terms()) : union(condition.terms());
    }

    private BitSet union(List<Condition> terms) {
        BitSet union = new BitSet();
        terms.forEach(term -> union.or(term.accept(this)));
        return union;
    }

    private BitSet intersection(List<Condition> terms) {
        BitSet intersection = everything();
        terms.forEach(term -> intersection.and(term.accept(this)));
        return intersection;
    }

    static BitSet everything() {
        return (BitSet) ALL.clone();
    }

    @Override
    public BitSet visitNot(Condition.Not condition) {
        return condition.term().accept(new EventTypes(!negated));
    }

    @Override
    public BitSet visitExists(Condition.Exists condition) {
        return everything();
    }

    @Override
    public BitSet visitCompare(Condition.Compare condition) {
        if (isEventType(condition.left())) {
            return switch (condition.operator()) {
                case EQ -> only(List.of(condition.right()), !negated);
                case NE -> only(List.of(condition.right()), negated);
                default -> everything();
            };
        }
        return truth(EventNumber.truth(condition));
    }

    @Override
    public BitSet visitCompareList(Condition.CompareList condition) {
        if (isEventType(condition.left()) && condition.operator() != Operator.PMATCH) {
            return only(condition.right(), !negated);
        }
        return truth(EventNumber.truth(condition));
    }

    /** A modifier over a list is only understood where it is certain to be sound. */
    @Override
    public BitSet visitCompareEach(Condition.CompareEach condition) {
        boolean names = isEventType(condition.left()) && condition.operator() == Operator.EQ;
        return names && !negated ? only(condition.right(), true) : everything();
    }

    @Override
    public BitSet visitCompareOperands(Condition.CompareOperands condition) {
        return everything();
    }

    private BitSet truth(EventNumber.Truth truth) {
        boolean never = truth == (negated ? EventNumber.Truth.ALWAYS : EventNumber.Truth.NEVER);
        return never ? new BitSet() : everything();
    }

    /**
     * Codes of these names, or all others. A system call without an event of its own arrives as the
     * generic event, which so can be any of them: it stays among the others too.
     */
    private static BitSet only(List<Literal> names, boolean included) {
        BitSet own = new BitSet();
        BitSet generic = new BitSet();
        for (Literal name : names) {
            List<EventInfo> events = TABLE.byName(((Literal.Text) name).bytes().text());
            events.forEach(event -> own.set(event.code()));
            if (events.isEmpty()) {
                TABLE.byName("syscall").forEach(event -> generic.set(event.code()));
            }
        }
        if (included) {
            own.or(generic);
            return own;
        }
        BitSet others = everything();
        others.andNot(own);
        return others;
    }
}
