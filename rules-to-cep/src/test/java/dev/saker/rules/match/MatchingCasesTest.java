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
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.event.CaseEvents;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a set of rules answers for an event, as data: the rules that match if the {@code first}
 * hides the others and if {@code all} are told, in their order, and the {@code message} and {@code
 * fields} of the first one's alert, without the time, which every alert has.
 */
class MatchingCasesTest {

    private static final Pattern CASE_NUMBER = Pattern.compile("H3\\.(\\d+)");

    static Stream<Named<Map<String, Object>>> cases() {
        return CaseFiles.of("matching").stream()
                .map(data -> Named.of(String.valueOf(data.get("case")), data));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rules_ofACase_answerWhatItSays(Map<String, Object> data) {
        RuleSet rules = compile((String) data.get("files"));
        EventView event = CaseEvents.of(data.get("event")).view();

        if (data.containsKey("first")) {
            assertThat(names(rules, MatchMode.FIRST, event)).isEqualTo(data.get("first"));
        }
        assertThat(names(rules, MatchMode.ALL, event)).isEqualTo(data.get("all"));
        if (data.containsKey("message")) {
            Alert alert = Alerts.of(matches(rules, MatchMode.ALL, event).get(0), event, "node", 1);
            assertThat(alert.message()).isEqualTo(data.get("message"));
            assertThat(fields(alert)).isEqualTo(expected((Map<?, ?>) data.get("fields")));
        }
    }

    /** The forty tricky cases of Falco's behaviour, wherever they are: none may go missing. */
    @Test
    void cases_thatAreTricky_areAllThere() {
        Set<Integer> found = new TreeSet<>();
        for (String folder : List.of("loading", "evaluation", "matching")) {
            for (Map<String, Object> data : CaseFiles.of(folder)) {
                java.util.regex.Matcher number =
                        CASE_NUMBER.matcher(String.valueOf(data.get("case")));
                while (number.find()) {
                    found.add(Integer.parseInt(number.group(1)));
                }
            }
        }

        assertThat(found).containsAll(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    private static Map<String, OutputValue> expected(Map<?, ?> written) {
        Map<String, OutputValue> fields = new LinkedHashMap<>();
        written.forEach((name, value) -> fields.put(String.valueOf(name), expected(value)));
        return fields;
    }

    private static OutputValue expected(Object value) {
        if (value == null) {
            return OutputValue.NULL;
        }
        return value instanceof Number number
                ? OutputValue.of(number.longValue())
                : OutputValue.of((String) value);
    }

    private static Map<String, OutputValue> fields(Alert alert) {
        Map<String, OutputValue> fields = new LinkedHashMap<>();
        for (OutputField field : alert.fields()) {
            if (!field.name().equals("evt.time")) {
                fields.put(field.name(), field.value());
            }
        }
        return fields;
    }

    private static List<String> names(RuleSet rules, MatchMode mode, EventView event) {
        return matches(rules, mode, event).stream().map(Rule::name).toList();
    }

    private static List<Rule> matches(RuleSet rules, MatchMode mode, EventView event) {
        List<Rule> matches = new ArrayList<>();
        new Matcher(rules, mode)
                .match(
                        event,
                        new MatchHandler() {
                            @Override
                            public void onMatch(Rule rule, EventView view) {
                                matches.add(rule);
                            }

                            @Override
                            public void onUnknown(Rule rule, FieldRef field, EventView view) {
                                throw new AssertionError(rule.name() + " lacks " + field);
                            }
                        });
        return matches;
    }

    private static RuleSet compile(String text) {
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("case.yaml", text)), CompilerOptions.defaults());
        return compilation
                .ruleSet()
                .orElseThrow(() -> new AssertionError(DiagnosticText.render(compilation.errors())));
    }
}
