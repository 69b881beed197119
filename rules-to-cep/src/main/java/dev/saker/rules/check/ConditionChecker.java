// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.field.EventParameters;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.regex.LazyAutomaton;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import dev.saker.rules.syntax.Right;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Turns a resolved condition into a typed one; reports every check that does not fit. */
final class ConditionChecker implements Expression.Visitor<Optional<Condition>> {

    private final OperandChecker operands;
    private final Map<Expression, Condition> known;
    private final Consumer<CheckProblem> problems;

    /** For one condition by itself. */
    ConditionChecker(OperandChecker operands, Consumer<CheckProblem> problems) {
        this(operands, new IdentityHashMap<>(), problems);
    }

    /**
     * @param known what parts of conditions came to, by identity: those of macros come again
     */
    ConditionChecker(
            OperandChecker operands,
            Map<Expression, Condition> known,
            Consumer<CheckProblem> problems) {
        this.operands = operands;
        this.known = known;
        this.problems = problems;
    }

    @Override
    public Optional<Condition> visitAnd(Expression.And expression) {
        return once(expression, () -> terms(expression.terms(), Condition.And::new));
    }

    @Override
    public Optional<Condition> visitOr(Expression.Or expression) {
        return once(expression, () -> terms(expression.terms(), Condition.Or::new));
    }

    /** What is wrong is found again for every user: each may be wrong in a way of its own. */
    private Optional<Condition> once(Expression part, Supplier<Optional<Condition>> check) {
        Condition earlier = known.get(part);
        if (earlier != null) {
            return Optional.of(earlier);
        }
        Optional<Condition> checked = check.get();
        checked.ifPresent(condition -> known.put(part, condition));
        return checked;
    }

    private Optional<Condition> terms(
            List<Expression> terms, Function<List<Condition>, Condition> make) {
        List<Condition> checked = new ArrayList<>(terms.size());
        for (Expression term : terms) {
            term.accept(this).ifPresent(checked::add);
        }
        return checked.size() == terms.size() ? Optional.of(make.apply(checked)) : Optional.empty();
    }

    @Override
    public Optional<Condition> visitNot(Expression.Not expression) {
        return once(expression, () -> expression.term().accept(this).map(Condition.Not::new));
    }

    @Override
    public Optional<Condition> visitMacroName(Expression.MacroName expression) {
        throw new IllegalStateException("macro left in a resolved condition: " + expression.name());
    }

    @Override
    public Optional<Condition> visitExists(Expression.Exists expression) {
        try {
            return Optional.of(new Condition.Exists(operands.check(expression.left())));
        } catch (CheckProblem problem) {
            problems.accept(problem);
            return Optional.empty();
        }
    }

    @Override
    public Optional<Condition> visitCheck(Expression.Check expression) {
        return once(expression, () -> checked(expression));
    }

    private Optional<Condition> checked(Expression.Check expression) {
        try {
            return Optional.of(check(expression));
        } catch (CheckProblem problem) {
            problems.accept(problem);
            return Optional.empty();
        }
    }

    private Condition check(Expression.Check check) throws CheckProblem {
        Operand left = operands.check(check.left());
        Operator operator = Operator.parse(check.operator()).orElseThrow();
        if (!OperatorRules.allows(left, operator)) {
            throw CheckProblem.type(
                    "operator '"
                            + check.operator()
                            + "' is not supported for type "
                            + (left.list() ? "list of " : "")
                            + left.type(),
                    check.place());
        }
        if (isAround(left)) {
            operator = withinOf(operator, check);
        }
        if (check.right() instanceof Right.Operand right) {
            return operands(check, left, operator, right);
        }
        List<Literal> literals = literals(check, left, operator);
        if (!check.modifier().isEmpty()) {
            Modifier modifier = Modifier.parse(check.modifier()).orElseThrow();
            return new Condition.CompareEach(left, operator, modifier, literals);
        }
        return operator.takesList()
                ? new Condition.CompareList(left, operator, literals)
                : new Condition.Compare(left, operator, literals.get(0));
    }

    private static boolean isAround(Operand operand) {
        return operand instanceof Operand.Field field
                && field.ref().field().name().equals("evt.around");
    }

    /** What is written as "=" says how far at most the event may be from the time. */
    private static Operator withinOf(Operator operator, Expression.Check check)
            throws CheckProblem {
        if (operator != Operator.EQ) {
            throw CheckProblem.type("evt.around has the operator '=' only", check.place());
        }
        return Operator.LE;
    }

    private Condition operands(
            Expression.Check check, Operand left, Operator operator, Right.Operand written)
            throws CheckProblem {
        if (EventTypes.isEventType(left)) {
            throw CheckProblem.type("an event type is compared with names only", written.place());
        }
        Operand right = operands.right(written.call());
        if (!OperatorRules.allowsOperand(left, operator)) {
            throw CheckProblem.type(
                    "operator '"
                            + check.operator()
                            + "' does not compare a field of type "
                            + left.type()
                            + " with another field",
                    check.place());
        }
        boolean alike = left.type() == right.type() && left.list() == right.list();
        if (!alike) {
            throw CheckProblem.type(
                    "right-hand side has incompatible type: "
                            + named(right)
                            + " is not "
                            + named(left),
                    written.place());
        }
        return new Condition.CompareOperands(left, operator, right);
    }

    private static String named(Operand operand) {
        return (operand.list() ? "list of " : "") + operand.type();
    }

    private static List<Literal> literals(Expression.Check check, Operand left, Operator operator)
            throws CheckProblem {
        List<Right.Value> values =
                check.right() instanceof Right.Values several
                        ? several.items()
                        : List.of((Right.Value) check.right());
        List<Literal> literals = new ArrayList<>(values.size());
        for (Right.Value value : values) {
            literals.add(literal(value, left, operator));
        }
        return literals;
    }

    private static Literal literal(Right.Value value, Operand left, Operator operator)
            throws CheckProblem {
        FieldType type = left.type();
        Literal literal = LiteralReader.read(value, type, operator);
        if (left instanceof Operand.Field field
                && field.ref().name().equals("evt.type")
                && !EventParameters.get().isEventType(value.text())) {
            String help = Nearest.help(value.text(), EventParameters.get().eventTypes());
            throw CheckProblem.unknownName(
                    "unknown event type " + value.text(), help, value.place());
        }
        if (operator == Operator.REGEX) {
            String problem = LazyAutomaton.problem(value.text());
            if (!problem.isEmpty()) {
                throw CheckProblem.type("invalid regular expression: " + problem, value.place());
            }
        }
        return literal;
    }
}
