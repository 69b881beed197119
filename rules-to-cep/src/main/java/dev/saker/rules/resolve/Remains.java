// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.syntax.Expression;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The checks of a condition that cannot be used, its own and those of its macros, each once: what
 * is wrong with them is to be told in the same run. Their order and how they were joined is lost.
 */
final class Remains implements Expression.Visitor<Optional<Expanded>> {
    private final MacroTable macros;
    private final Location user;
    private final List<Expression> checks = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    /** Macros that name macros are not followed by calls: there may be a thousand. */
    private final Queue<ParsedCondition> open = new ArrayDeque<>();

    private Remains(MacroTable macros, Location user) {
        this.macros = macros;
        this.user = user;
    }

    static List<Expression> of(ParsedCondition condition, MacroTable macros, Location user) {
        Remains remains = new Remains(macros, user);
        remains.open.add(condition);
        while (!remains.open.isEmpty()) {
            remains.addAll(remains.open.remove());
        }
        return remains.checks;
    }

    private void addAll(ParsedCondition condition) {
        condition.expression().ifPresent(expression -> expression.accept(this));
        condition.remains().forEach(expression -> expression.accept(this));
    }

    @Override
    public Optional<Expanded> visitAnd(Expression.And expression) {
        expression.terms().forEach(term -> term.accept(this));
        return Optional.empty();
    }

    @Override
    public Optional<Expanded> visitOr(Expression.Or expression) {
        expression.terms().forEach(term -> term.accept(this));
        return Optional.empty();
    }

    @Override
    public Optional<Expanded> visitNot(Expression.Not expression) {
        return expression.term().accept(this);
    }

    @Override
    public Optional<Expanded> visitMacroName(Expression.MacroName expression) {
        macros.reference(expression, Integer.MAX_VALUE, user);
        if (seen.add(expression.name())) {
            macros.parsed(expression.name()).ifPresent(open::add);
        }
        return Optional.empty();
    }

    @Override
    public Optional<Expanded> visitExists(Expression.Exists expression) {
        checks.add(expression);
        return Optional.empty();
    }

    @Override
    public Optional<Expanded> visitCheck(Expression.Check expression) {
        checks.add(expression);
        return Optional.empty();
    }
}
