// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.syntax.Expression;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions with their macros put in, kept for as long as these macros stay what they are. */
final class Expansions {

    private record Expansion(
            List<Expression.MacroName> names, List<Expanded> macros, Expanded result) {}

    private final Map<ParsedCondition, Expansion> known = new IdentityHashMap<>();

    /** Nothing if something in it is wrong, which has been reported then. */
    Optional<Expanded> of(
            ParsedCondition condition, MacroTable macros, int visibility, Location user) {
        Expansion earlier = known.get(condition);
        if (earlier != null && holds(earlier, macros, visibility, user)) {
            return Optional.of(earlier.result());
        }
        if (condition.expression().isEmpty()) {
            return Optional.empty();
        }
        Expander expander = new Expander(macros, visibility, user);
        Optional<Expanded> result = condition.expression().get().accept(expander);
        result.ifPresent(
                whole ->
                        known.put(
                                condition,
                                new Expansion(expander.names(), expander.macros(), whole)));
        return result;
    }

    /** Asks for every macro, so that each counts as used. */
    private static boolean holds(
            Expansion earlier, MacroTable macros, int visibility, Location user) {
        boolean same = true;
        for (int i = 0; i < earlier.names().size(); i++) {
            Optional<Expanded> now = macros.reference(earlier.names().get(i), visibility, user);
            same &= now.isPresent() && now.get() == earlier.macros().get(i);
        }
        return same;
    }
}
