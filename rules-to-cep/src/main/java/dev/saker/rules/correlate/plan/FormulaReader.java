// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.CorrelationTexts;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.Pattern.Formula;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.SyntaxProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code match}: steps joined by and, or and not. What must not come stands by itself among
 * the parts joined by the outermost and, for "a or not b" would be true of almost everything.
 */
final class FormulaReader {

    private final CorrelationDefinition definition;
    private final List<Pattern.Member> members;
    private final CorrelationTexts texts;
    private final List<Integer> nots = new ArrayList<>();
    private final Set<Integer> used = new HashSet<>();
    private final List<String> ids;

    /** A part that is out of place. */
    private static final class Misplaced extends Exception {
        private static final long serialVersionUID = 1;
        private final transient LocatedText place;
        private final String help;

        Misplaced(String message, String help, LocatedText place) {
            super(message, null, false, false);
            this.place = place;
            this.help = help;
        }
    }

    FormulaReader(
            CorrelationDefinition definition,
            List<Pattern.Member> members,
            CorrelationTexts texts) {
        this.definition = definition;
        this.members = members;
        this.texts = texts;
        this.ids =
                definition.steps().stream().map(StepDefinition::id).map(LocatedText::text).toList();
    }

    /** Inputs that the formula says must not come. */
    List<Integer> nots() {
        return nots;
    }

    Optional<Formula> read() {
        if (definition.match().isEmpty()) {
            List<Formula> all = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                all.add(new Formula.There(i));
            }
            return Optional.of(new Formula.All(all));
        }
        LocatedText text = definition.match().get();
        try {
            Formula formula = outermost(Parser.parse(text));
            requireUsed(text);
            return Optional.of(formula);
        } catch (SyntaxProblem e) {
            texts.refuse(e.getMessage(), "steps by their ids: a and (b or c)", "match", text);
        } catch (Misplaced e) {
            texts.refuse(e.getMessage(), e.help, "match", e.place);
        }
        return Optional.empty();
    }

    private void requireUsed(LocatedText text) throws Misplaced {
        for (Pattern.Member member : members) {
            if (!used.contains(member.input())) {
                String id = ids.get(member.input());
                throw new Misplaced("Step '" + id + "' is not asked for", "leave it out", text);
            }
        }
    }

    private Formula outermost(Expression expression) throws Misplaced {
        List<Expression> terms =
                expression instanceof Expression.And and ? and.terms() : List.of(expression);
        List<Formula> coming = new ArrayList<>();
        for (Expression term : terms) {
            if (term instanceof Expression.Not not) {
                nots.add(step(not.term()));
            }
        }
        List<Integer> inputs = members.stream().map(Pattern.Member::input).toList();
        List<Integer> kept = inputs.stream().filter(input -> !nots.contains(input)).toList();
        for (Expression term : terms) {
            if (!(term instanceof Expression.Not)) {
                coming.add(formula(term, kept));
            }
        }
        if (coming.isEmpty()) {
            throw new Misplaced("No step is to come", "", definition.match().orElseThrow());
        }
        return coming.size() == 1 ? coming.get(0) : new Formula.All(coming);
    }

    private Formula formula(Expression expression, List<Integer> kept) throws Misplaced {
        if (expression instanceof Expression.And and) {
            return new Formula.All(formulas(and.terms(), kept));
        }
        if (expression instanceof Expression.Or or) {
            return new Formula.Any(formulas(or.terms(), kept));
        }
        if (expression instanceof Expression.Not) {
            throw new Misplaced(
                    "'not' stands only among the parts joined by the outermost 'and'",
                    "a and (b or c) and not d",
                    place(expression));
        }
        int input = step(expression);
        if (!kept.contains(input)) {
            throw new Misplaced(
                    "Step '" + ids.get(input) + "' must not come and is asked for",
                    "",
                    place(expression));
        }
        return new Formula.There(kept.indexOf(input));
    }

    private List<Formula> formulas(List<Expression> terms, List<Integer> kept) throws Misplaced {
        List<Formula> formulas = new ArrayList<>();
        for (Expression term : terms) {
            formulas.add(formula(term, kept));
        }
        return formulas;
    }

    private int step(Expression expression) throws Misplaced {
        if (expression instanceof Expression.MacroName name) {
            int input = ids.indexOf(name.name());
            if (input >= 0) {
                used.add(input);
                return input;
            }
            throw new Misplaced(
                    "There is no step '" + name.name() + "'",
                    Nearest.help(name.name(), ids),
                    place(expression));
        }
        throw new Misplaced("Only ids of steps stand here", "a and (b or c)", place(expression));
    }

    private static LocatedText place(Expression expression) {
        return new LocatedText.Builder()
                .append(
                        expression.place().text(),
                        expression.place().from(),
                        Math.max(expression.place().from() + 1, expression.place().to()))
                .build();
    }
}
