// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.Recovery;
import dev.saker.rules.syntax.SyntaxProblem;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The conditions of definitions, parsed once and again only when a list that stands in them has
 * changed: all definitions are resolved anew after every file, and there may be hundreds of both.
 */
final class ParsedConditions {

    /** Lists in conditions are copied; so many values come to some 500 MB. */
    private static final long MAX_VALUES = 2_000_000;

    private final Findings findings;
    private final Words words = new Words();
    private final Map<Object, ParsedCondition> known = new IdentityHashMap<>();
    private ListTable lists;
    private long values;

    ParsedConditions(Findings findings) {
        this.findings = findings;
    }

    /** The lists as they are after another file. */
    void use(ListTable now) {
        Set<String> changed = now.changedSince(lists);
        if (changed.stream().anyMatch(words::mayContain)) {
            known.clear(); // what was a plain value until now may be the name of a list
        } else {
            known.values().removeIf(parsed -> !Collections.disjoint(parsed.lists(), changed));
        }
        lists = now;
        values = 0;
    }

    /**
     * The condition of a definition.
     *
     * @param written its text, asked for only if it has to be parsed
     */
    ParsedCondition parse(Object definition, Location user, Supplier<LocatedText> written) {
        ParsedCondition parsed = known.get(definition);
        if (parsed == null) {
            parsed = parse(user, written.get());
            known.put(definition, parsed);
        } else {
            parsed.lists().forEach(lists::markUsed);
        }
        values += parsed.values();
        return parsed;
    }

    private ParsedCondition parse(Location user, LocatedText written) {
        ListSubstitution substitution = new ListSubstitution(lists, words, MAX_VALUES - values);
        LocatedText text = substitution.substitute(written);
        if (substitution.isOverBudget()) {
            String message =
                    "lists put into conditions come to more than "
                            + MAX_VALUES
                            + " values: write the check of a large list once, as a macro";
            findings.add(DiagnosticCode.LOAD_ERR_COMPILE_CONDITION, message, user);
            return new ParsedCondition(written, Optional.empty(), List.of(), Set.of(), 0);
        }
        Set<String> used = substitution.used();
        long put = substitution.values();
        try {
            Expression expression = Parser.parse(text);
            return new ParsedCondition(text, Optional.of(expression), List.of(), used, put);
        } catch (SyntaxProblem first) {
            report(user, first);
            Recovery recovery = Recovery.of(text, first);
            recovery.further().forEach(problem -> report(user, problem));
            return new ParsedCondition(text, Optional.empty(), recovery.checks(), used, put);
        }
    }

    private void report(Location user, SyntaxProblem problem) {
        findings.add(
                DiagnosticCode.LOAD_ERR_COMPILE_CONDITION,
                problem.getMessage(),
                user,
                new Location("condition expression", "", problem.span()));
    }
}
