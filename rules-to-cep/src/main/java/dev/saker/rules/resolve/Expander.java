// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts the bodies of macros where their names stand; what does not change is shared. */
final class Expander implements Expression.Visitor<Optional<Expanded>> {

    private final MacroTable macros;
    private final int visibility;
    private final Location user;
    private final List<Expression.MacroName> names = new ArrayList<>();
    private final List<Expanded> found = new ArrayList<>();

    Expander(MacroTable macros, int visibility, Location user) {
        this.macros = macros;
        this.visibility = visibility;
        this.user = user;
    }

    /** The names of macros met so far that stand for something. */
    List<Expression.MacroName> names() {
        return List.copyOf(names);
    }

    /** What they stand for. */
    List<Expanded> macros() {
        return List.copyOf(found);
    }

    @Override
    public Optional<Expanded> visitAnd(Expression.And expression) {
        return terms(
                expression,
                expression.terms(),
                terms -> new Expression.And(terms, expression.place()));
    }

    @Override
    public Optional<Expanded> visitOr(Expression.Or expression) {
        return terms(
                expression,
                expression.terms(),
                terms -> new Expression.Or(terms, expression.place()));
    }

    private Optional<Expanded> terms(
            Expression whole, List<Expression> terms, Function<List<Expression>, Expression> make) {
        List<Expression> changed = new ArrayList<>(terms.size());
        long size = 1;
        int depth = 0;
        boolean same = true;
        boolean sound = true;
        for (Expression term : terms) {
            Optional<Expanded> expanded = term.accept(this);
            sound &= expanded.isPresent();
            if (expanded.isPresent()) {
                changed.add(expanded.get().expression());
                size += expanded.get().size();
                depth = Math.max(depth, expanded.get().depth());
                same &= expanded.get().expression() == term;
            }
        }
        if (!sound) {
            return Optional.empty();
        }
        return Optional.of(new Expanded(same ? whole : make.apply(changed), size, depth + 1));
    }

    @Override
    public Optional<Expanded> visitNot(Expression.Not expression) {
        return expression.term().accept(this).map(term -> negated(expression, term));
    }

    private static Expanded negated(Expression.Not whole, Expanded term) {
        boolean same = term.expression() == whole.term();
        Expression not = same ? whole : new Expression.Not(term.expression(), whole.place());
        return new Expanded(not, term.size() + 1, term.depth() + 1);
    }

    @Override
    public Optional<Expanded> visitMacroName(Expression.MacroName expression) {
        Optional<Expanded> macro = macros.reference(expression, visibility, user);
        macro.ifPresent(
                body -> {
                    names.add(expression);
                    found.add(body);
                });
        return macro;
    }

    @Override
    public Optional<Expanded> visitExists(Expression.Exists expression) {
        return Optional.of(new Expanded(expression, 1, 1));
    }

    @Override
    public Optional<Expanded> visitCheck(Expression.Check expression) {
        return Optional.of(new Expanded(expression, 1, 1));
    }
}
