// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CaseFiles;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.event.CaseEvents;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What conditions and outputs as users write them come to for an event, as data: {@code event} (see
 * {@link CaseEvents}), conditions that are {@code true}, {@code false} or {@code unknown} for it,
 * {@code refused} ones with words of the message behind {@code =>}, and {@code output} formats with
 * their text. {@code strict_falco} conditions are compiled so. Each condition is asked of the
 * interpreter and of the matcher.
 */
class EvaluationCasesTest {

    static Stream<Named<Map<String, Object>>> cases() {
        return CaseFiles.of("evaluation").stream()
                .map(data -> Named.of(String.valueOf(data.get("case")), data));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void conditions_ofACase_areWhatItSays(Map<String, Object> data) {
        EventSample event = CaseEvents.of(data.get("event"));
        boolean strictFalco = Boolean.TRUE.equals(data.get("strict_falco"));
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        for (Truth truth : Truth.values()) {
            for (String condition : CaseFiles.texts(data, truth.name().toLowerCase())) {
                expected.put(condition, truth + ", and so says the matcher");
                found.put(condition, answer(condition, event, strictFalco));
            }
        }
        for (String words : CaseFiles.texts(data, "refused")) {
            String[] parts = words.split(" => ", 2);
            Compilation compilation = compile(parts[0], "o", strictFalco);
            String errors =
                    String.join(
                            "\n", compilation.errors().stream().map(Diagnostic::message).toList());
            expected.put(parts[0], "refused: " + parts[1]);
            boolean said = errors.contains(parts[1]);
            found.put(parts[0], "refused: " + (said ? parts[1] : errors));
        }

        assertSame(expected, found);
    }

    /** Line by line, so that a failure shows the line. */
    private static void assertSame(Map<String, ?> expected, Map<String, ?> found) {
        assertThat(found.toString().replace(", ", ",\n"))
                .isEqualTo(expected.toString().replace(", ", ",\n"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @SuppressWarnings("unchecked") // the shape of a file is ours
    void outputs_ofACase_areWhatItSays(Map<String, Object> data) {
        EventSample event = CaseEvents.of(data.get("event"));
        Map<String, Object> outputs = (Map<String, Object>) data.getOrDefault("output", Map.of());
        Map<String, Object> found = new LinkedHashMap<>();
        for (String output : outputs.keySet()) {
            Compilation compilation = compile("evt.type != open", output, false);
            if (compilation.ruleSet().isEmpty()) {
                found.put(output, compilation.errors().get(0).message());
                continue;
            }
            Rule rule = compilation.ruleSet().get().rules().get(0);
            Alert alert = Alerts.of(rule, event.view(), "node", 1);
            found.put(output, alert.message());
        }

        assertSame(outputs, found);
    }

    private static String answer(String condition, EventSample event, boolean strictFalco) {
        Compilation compilation = compile(condition, "o", strictFalco);
        if (compilation.ruleSet().isEmpty()) {
            return DiagnosticText.render(compilation.errors());
        }
        RuleSet rules = compilation.ruleSet().get();
        Truth truth = new Interpreter(rules.rules().get(0)).evaluate(event.view());
        return truth
                + ", and "
                + (matched(rules, event) == truth ? "so says" : "not")
                + " the matcher";
    }

    private static Truth matched(RuleSet rules, EventSample event) {
        List<Truth> told = new ArrayList<>();
        new Matcher(rules, MatchMode.ALL)
                .match(
                        event.view(),
                        new MatchHandler() {
                            @Override
                            public void onMatch(Rule rule, EventView view) {
                                told.add(Truth.TRUE);
                            }

                            @Override
                            public void onUnknown(Rule rule, FieldRef field, EventView view) {
                                told.add(Truth.UNKNOWN);
                            }
                        });
        return told.isEmpty() ? Truth.FALSE : told.get(0);
    }

    private static Compilation compile(String condition, String output, boolean strictFalco) {
        String text =
                "- rule: r\n  desc: d\n  priority: INFO\n  warn_evttypes: false\n  output: "
                        + quoted(output)
                        + "\n  condition: "
                        + quoted(condition)
                        + "\n";
        return RuleCompiler.compile(
                List.of(new RuleSource("case.yaml", text)),
                CompilerOptions.defaults().withStrictFalco(strictFalco));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
