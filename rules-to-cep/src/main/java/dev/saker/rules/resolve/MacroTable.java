// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.MacroDefinition;
import dev.saker.rules.syntax.Expression;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The macros, parsed, and expanded when first asked for. */
public final class MacroTable {

    /** Nested references are followed by calls. */
    private static final int MAX_REFERENCES = 200;

    private final Definitions definitions;
    private final Findings findings;
    private final Expansions expansions;
    private final Map<String, ParsedCondition> parsed = new LinkedHashMap<>();
    private final Map<String, Optional<Expanded>> expanded = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    MacroTable(
            Definitions definitions,
            ParsedConditions conditions,
            Expansions expansions,
            Findings findings) {
        this.definitions = definitions;
        this.expansions = expansions;
        this.findings = findings;
        for (MacroDefinition macro : definitions.macros()) {
            parsed.put(macro.name(), conditions.parse(macro, location(macro), macro::condition));
        }
        definitions.macros().forEach(macro -> expanded(macro.name()));
    }

    private static Location location(MacroDefinition macro) {
        return new Location("macro", macro.name(), macro.span());
    }

    /** The expanded condition of a macro, if it is sound; what is wrong has been reported. */
    public Optional<Expression> condition(String name) {
        return expanded(name).map(Expanded::expression);
    }

    /** A macro as it was parsed, if there is one of the name. */
    Optional<ParsedCondition> parsed(String name) {
        return Optional.ofNullable(parsed.get(name));
    }

    /** Names of macros that a rule or macro refers to. */
    public Set<String> used() {
        return used;
    }

    /** Puts macros into a rule's condition: a rule sees all of them. */
    Optional<Expanded> expand(ParsedCondition rule, Location user) {
        return expand(rule, Integer.MAX_VALUE, user);
    }

    private Optional<Expanded> expand(ParsedCondition condition, int visibility, Location user) {
        Optional<Expanded> result = expansions.of(condition, this, visibility, user);
        if (result.isPresent() && result.get().isTooLarge()) {
            report(
                    DiagnosticCode.LOAD_ERR_COMPILE_CONDITION,
                    "condition becomes too large when its macros are put in: more than "
                            + Expanded.MAX_SIZE
                            + " parts or "
                            + Expanded.MAX_DEPTH
                            + " levels",
                    user,
                    condition.expression().orElseThrow());
            return Optional.empty();
        }
        return result;
    }

    /** What a name stands for, for a user that sees macros before {@code visibility}. */
    Optional<Expanded> reference(Expression.MacroName name, int visibility, Location user) {
        Optional<MacroDefinition> macro =
                definitions.macro(name.name()).filter(known -> known.index() < visibility);
        if (macro.isEmpty()) {
            if (!definitions.isBroken("macro", name.name())) {
                String message = "Undefined macro '" + name.name() + "' used in filter.";
                report(DiagnosticCode.LOAD_ERR_VALIDATE, message, user, name);
            }
            return Optional.empty();
        }
        used.add(name.name());
        if (open.contains(name.name())) {
            String message = "reference loop in macro '" + name.name() + "'";
            report(DiagnosticCode.LOAD_ERR_VALIDATE, message, user, name);
            return Optional.empty();
        }
        if (open.size() >= MAX_REFERENCES && !expanded.containsKey(name.name())) {
            String message = "macros name macros more than " + MAX_REFERENCES + " levels deep";
            report(DiagnosticCode.LOAD_ERR_VALIDATE, message, user, name);
            return Optional.empty();
        }
        return expanded(name.name());
    }

    private Optional<Expanded> expanded(String name) {
        Optional<Expanded> known = expanded.get(name);
        if (known != null) {
            return known;
        }
        ParsedCondition body = parsed.get(name);
        if (body == null || body.expression().isEmpty()) {
            return Optional.empty();
        }
        MacroDefinition macro = definitions.macro(name).orElseThrow();
        open.add(name);
        Optional<Expanded> result = expand(body, macro.visibility(), location(macro));
        open.remove(name);
        expanded.put(name, result);
        return result;
    }

    private void report(DiagnosticCode code, String message, Location user, Expression place) {
        Location where = new Location("condition expression", "", place.place().span());
        findings.add(code, message, user, where);
    }
}
