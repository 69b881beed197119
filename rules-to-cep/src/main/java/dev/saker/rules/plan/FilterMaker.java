// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * What the kernel can tell of a condition for one event type: a filter that passes every system
 * call for which the condition holds or may hold. What is not understood passes.
 */
final class FilterMaker implements Condition.Visitor<KernelFilter> {
    private static final String SUCCESS = "SUCCESS";
    private static final Set<String> OPENS = Set.of("open", "openat", "openat2", "creat");
    private static final Set<String> OPENS_WITH_FLAGS = Set.of("open", "openat");

    /** Names that an event carries itself: generic and asynchronous ones. */
    private static final Set<String> NAMED_BY_CONTENT = Set.of("syscall", "asyncevent");

    private final EventInfo event;
    private final boolean hasResult;
    private final NameArguments names;
    private final Polarity polarity;

    private FilterMaker(EventInfo event, NameArguments names, Polarity polarity) {
        this.event = event;
        this.hasResult = hasResult(event);
        this.names = names;
        this.polarity = polarity;
    }

    static KernelFilter of(Condition condition, int code) {
        EventInfo event = EventTable.get().event(code);
        return condition.accept(new FilterMaker(event, NameArguments.of(code), Polarity.HOLDS));
    }

    /** Whether the event begins with what its system call returned. */
    static boolean hasResult(EventInfo event) {
        boolean call =
                event.codeName().startsWith("PPME_SYSCALL_")
                        || event.codeName().startsWith("PPME_SOCKET_");
        return call
                && event.isExit()
                && !event.params().isEmpty()
                && event.params().get(0).type().isInteger();
    }

    @Override
    public KernelFilter visitAnd(Condition.And condition) {
        return polarity == Polarity.HOLDS ? all(condition.terms()) : any(condition.terms());
    }

    @Override
    public KernelFilter visitOr(Condition.Or condition) {
        return polarity == Polarity.HOLDS ? any(condition.terms()) : all(condition.terms());
    }

    private KernelFilter all(List<Condition> terms) {
        KernelFilter filter = KernelFilter.ALL;
        for (Condition term : terms) {
            filter = filter.and(term.accept(this));
        }
        return filter;
    }

    private KernelFilter any(List<Condition> terms) {
        KernelFilter filter = KernelFilter.NONE;
        for (Condition term : terms) {
            filter = filter.or(term.accept(this));
        }
        return filter;
    }

    @Override
    public KernelFilter visitNot(Condition.Not condition) {
        return condition.term().accept(new FilterMaker(event, names, polarity.inverse()));
    }

    @Override
    public KernelFilter visitExists(Condition.Exists condition) {
        return KernelFilter.ALL;
    }

    @Override
    public KernelFilter visitCompareOperands(Condition.CompareOperands condition) {
        return KernelFilter.ALL;
    }

    @Override
    public KernelFilter visitCompare(Condition.Compare condition) {
        return condition.left() instanceof Operand.Field field
                ? compare(field.ref(), condition.operator(), List.of(condition.right()))
                : KernelFilter.ALL;
    }

    @Override
    public KernelFilter visitCompareList(Condition.CompareList condition) {
        return condition.left() instanceof Operand.Field field
                ? compare(field.ref(), condition.operator(), condition.right())
                : KernelFilter.ALL;
    }

    /** That one of them is equal or a beginning is understood, no other modifier. */
    @Override
    public KernelFilter visitCompareEach(Condition.CompareEach condition) {
        boolean understood =
                condition.modifier() == Modifier.ANYOF
                        && polarity == Polarity.HOLDS
                        && (condition.operator() == Operator.EQ
                                || condition.operator() == Operator.STARTSWITH);
        return understood && condition.left() instanceof Operand.Field field
                ? compare(field.ref(), condition.operator(), condition.right())
                : KernelFilter.ALL;
    }

    /** One of the literals, where there are several. */
    private KernelFilter compare(FieldRef field, Operator operator, List<Literal> literals) {
        return switch (field.field().name()) {
            case "evt.type", "syscall.type" -> type(operator, literals);
            case "evt.dir" -> direction(operator, literals);
            case "evt.failed" -> hasResult ? failed(operator, literals) : KernelFilter.ALL;
            case "evt.res" -> hasResult ? resultText(operator, literals) : KernelFilter.ALL;
            case "evt.rawres" -> hasResult ? number(operator, literals, -2) : KernelFilter.ALL;
            case "fd.num" ->
                    OPENS.contains(event.name())
                            ? number(operator, literals, -1)
                            : KernelFilter.ALL;
            case "evt.is_open_read" -> opened(KernelTerm.READ, operator, literals);
            case "evt.is_open_write" -> opened(KernelTerm.WRITE, operator, literals);
            default -> name(field, operator, literals);
        };
    }

    private static KernelFilter constant(boolean passes) {
        return passes ? KernelFilter.ALL : KernelFilter.NONE;
    }

    private KernelFilter type(Operator operator, List<Literal> literals) {
        boolean equality = operator == Operator.EQ || operator == Operator.IN;
        if (NAMED_BY_CONTENT.contains(event.name()) || !equality && operator != Operator.NE) {
            return KernelFilter.ALL;
        }
        boolean among = texts(literals).contains(event.name());
        return constant(among == equality == (polarity == Polarity.HOLDS));
    }

    private KernelFilter direction(Operator operator, List<Literal> literals) {
        if (operator != Operator.EQ) {
            return KernelFilter.ALL;
        }
        boolean same = texts(literals).contains(event.isExit() ? "<" : ">");
        return constant(same == (polarity == Polarity.HOLDS));
    }

    private static List<String> texts(List<Literal> literals) {
        return literals.stream()
                .filter(Literal.Text.class::isInstance)
                .map(literal -> ((Literal.Text) literal).bytes().text())
                .toList();
    }

    private KernelFilter failed(Operator operator, List<Literal> literals) {
        boolean understood =
                (operator == Operator.EQ || operator == Operator.NE)
                        && literals.get(0) instanceof Literal.Bool;
        if (!understood) {
            return KernelFilter.ALL;
        }
        boolean wanted = ((Literal.Bool) literals.get(0)).value();
        boolean direct = operator == Operator.EQ == (polarity == Polarity.HOLDS);
        return outcome(direct != wanted, direct == wanted);
    }

    private KernelFilter resultText(Operator operator, List<Literal> literals) {
        List<String> texts = texts(literals);
        boolean success = texts.contains(SUCCESS);
        boolean equal = polarity == Polarity.HOLDS;
        return switch (operator) {
            case EQ, IN -> equal ? outcome(success, hasOther(texts)) : outcome(!success, true);
            case NE -> equal ? outcome(!success, true) : outcome(success, hasOther(texts));
            default -> KernelFilter.ALL;
        };
    }

    private static boolean hasOther(List<String> texts) {
        return texts.stream().anyMatch(text -> !text.equals(SUCCESS));
    }

    private static KernelFilter outcome(boolean mayHaveSucceeded, boolean mayHaveFailed) {
        int bits =
                (mayHaveSucceeded ? Outcome.SUCCEEDED.bits() : 0)
                        | (mayHaveFailed ? Outcome.FAILED.bits() : 0);
        return Outcome.of(bits)
                .map(outcome -> KernelFilter.of(KernelTerm.of(outcome)))
                .orElse(KernelFilter.NONE);
    }

    /**
     * A number that is not negative if and only if the call succeeded.
     *
     * @param failure -1 where that is what it always is then; any other number for "some negative"
     */
    private KernelFilter number(Operator operator, List<Literal> literals, long failure) {
        if (!literals.stream().allMatch(Literal.Number.class::isInstance)
                || operator == Operator.INTERSECTS) {
            return KernelFilter.ALL;
        }
        long[] values = literals.stream().mapToLong(l -> ((Literal.Number) l).value()).toArray();
        LongPredicate holds = value -> holds(value, operator, values);
        LongPredicate wanted = polarity == Polarity.HOLDS ? holds : holds.negate();
        // Between two neighbouring literals the answer does not change.
        return outcome(
                someNear(wanted, values, 0, Long.MAX_VALUE),
                failure == -1 ? wanted.test(-1) : someNear(wanted, values, Long.MIN_VALUE, -1));
    }

    private static boolean holds(long value, Operator operator, long[] values) {
        for (long literal : values) {
            boolean one =
                    switch (operator) {
                        case EQ, IN -> value == literal;
                        case NE -> value != literal;
                        case LT -> value < literal;
                        case LE -> value <= literal;
                        case GT -> value > literal;
                        case GE -> value >= literal;
                        default -> true;
                    };
            if (one) {
                return true;
            }
        }
        return false;
    }

    private static boolean someNear(LongPredicate wanted, long[] values, long low, long high) {
        if (wanted.test(low) || wanted.test(high)) {
            return true;
        }
        for (long value : values) {
            for (long near = value - 1; near <= value + 1; near++) {
                if (near >= low && near <= high && wanted.test(near)) {
                    return true;
                }
            }
        }
        return false;
    }

    private KernelFilter opened(int flag, Operator operator, List<Literal> literals) {
        boolean asked =
                OPENS_WITH_FLAGS.contains(event.name())
                        && polarity == Polarity.HOLDS
                        && operator == Operator.EQ
                        && literals.get(0).equals(new Literal.Bool(true));
        return asked ? KernelFilter.of(KernelTerm.opening(flag)) : KernelFilter.ALL;
    }

    private KernelFilter name(FieldRef field, Operator operator, List<Literal> literals) {
        return polarity == Polarity.FAILS || names.register(field).isEmpty()
                ? KernelFilter.ALL
                : NamePrefixes.of(field.field().name(), operator, literals)
                        .map(prefixes -> new PathTest(names.register(field).getAsInt(), prefixes))
                        .map(test -> KernelFilter.of(KernelTerm.of(test)))
                        .orElse(KernelFilter.ALL);
    }
}
