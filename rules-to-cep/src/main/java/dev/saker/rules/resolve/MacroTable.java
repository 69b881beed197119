// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.MacroDefinition;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.SyntaxProblem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The macros, parsed, and expanded when first asked for. */
public final class MacroTable {

    /** Nested references are followed by calls. */
    private static final int MAX_REFERENCES = 500;

    private final Definitions definitions;
    private final Findings findings;
    private final Map<String, Expression> parsed = new LinkedHashMap<>();
    private final Map<String, Optional<Expanded>> expanded = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    MacroTable(Definitions definitions, ListSubstitution lists, Findings findings) {
        this.definitions = definitions;
        this.findings = findings;
        for (MacroDefinition macro : definitions.macros()) {
            parse(macro, lists);
        }
        definitions.macros().forEach(macro -> expanded(macro.name()));
    }

    private void parse(MacroDefinition macro, ListSubstitution lists) {
        try {
            parsed.put(macro.name(), Parser.parse(lists.substitute(macro.condition())));
        } catch (SyntaxProblem e) {
            findings.add(
                    DiagnosticCode.LOAD_ERR_COMPILE_CONDITION,
                    e.getMessage(),
                    location(macro),
                    new Location("condition expression", "", e.span()));
        }
    }

    private static Location location(MacroDefinition macro) {
        return new Location("macro", macro.name(), macro.span());
    }

    /** The expanded condition of a macro, if it is sound; what is wrong has been reported. */
    public Optional<Expression> condition(String name) {
        return expanded(name).map(Expanded::expression);
    }

    /** Names of macros that a rule or macro refers to. */
    public Set<String> used() {
        return used;
    }

    /** Puts macros into a rule's condition: a rule sees all of them. */
    Optional<Expression> expand(Expression rule, Location user) {
        return expand(rule, Integer.MAX_VALUE, List.of(user)).map(Expanded::expression);
    }

    private Optional<Expanded> expand(Expression expression, int visibility, List<Location> path) {
        Expander expander = new Expander(this, visibility, path);
        Optional<Expanded> result = expression.accept(expander);
        if (result.isPresent() && result.get().isTooLarge()) {
            report(
                    DiagnosticCode.LOAD_ERR_COMPILE_CONDITION,
                    "condition becomes too large when its macros are put in: more than "
                            + Expanded.MAX_SIZE
                            + " parts or "
                            + Expanded.MAX_DEPTH
                            + " levels",
                    path,
                    expression);
            return Optional.empty();
        }
        return result;
    }

    /** What a name stands for, for a user that sees macros before {@code visibility}. */
    Optional<Expanded> reference(Expression.MacroName name, int visibility, List<Location> path) {
        Optional<MacroDefinition> macro =
                definitions.macro(name.name()).filter(known -> known.index() < visibility);
        if (macro.isEmpty()) {
            if (!definitions.isBroken("macro", name.name())) {
                String message = "Undefined macro '" + name.name() + "' used in filter.";
                report(DiagnosticCode.LOAD_ERR_VALIDATE, message, path, name);
            }
            return Optional.empty();
        }
        used.add(name.name());
        if (open.contains(name.name()) || open.size() >= MAX_REFERENCES) {
            String message = "reference loop in macro '" + name.name() + "'";
            report(DiagnosticCode.LOAD_ERR_VALIDATE, message, path, name);
            return Optional.empty();
        }
        return expanded(name.name());
    }

    private Optional<Expanded> expanded(String name) {
        Optional<Expanded> known = expanded.get(name);
        if (known != null) {
            return known;
        }
        Expression body = parsed.get(name);
        if (body == null) {
            return Optional.empty();
        }
        MacroDefinition macro = definitions.macro(name).orElseThrow();
        open.add(name);
        Optional<Expanded> result = expand(body, macro.visibility(), List.of(location(macro)));
        open.remove(name);
        expanded.put(name, result);
        return result;
    }

    private void report(
            DiagnosticCode code, String message, List<Location> path, Expression place) {
        Location user = path.get(0);
        Location where = new Location("condition expression", "", place.place().span());
        findings.add(code, message, "", List.of(user, where));
    }
}
