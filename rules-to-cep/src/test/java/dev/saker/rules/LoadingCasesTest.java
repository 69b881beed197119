// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.describe.Description;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What files come to, case by case as data. A case has {@code files}, texts in their order, and
 * what to expect: {@code findings}, all of them, each a code, optionally with a place before it and
 * words of the message behind; {@code conditions} by rule, with everything put in; {@code outputs}
 * by rule; {@code active}, the rules of the set in their order; {@code lists} by name. What a case
 * does not name is not looked at, except findings: without them there must be no error.
 */
class LoadingCasesTest {

    static Stream<Named<Map<String, Object>>> cases() {
        return CaseFiles.of("loading").stream()
                .map(data -> Named.of(String.valueOf(data.get("case")), data));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void files_ofACase_comeToWhatItSays(Map<String, Object> data) {
        List<RuleSource> files = files(data);
        Compilation compilation = RuleCompiler.compile(files, options(data));
        String found = DiagnosticText.render(compilation.diagnostics());

        if (data.containsKey("findings")) {
            assertFindings(CaseFiles.texts(data, "findings"), compilation.diagnostics(), found);
        } else {
            assertThat(compilation.errors()).as(found).isEmpty();
        }
        if (data.containsKey("active")) {
            assertThat(compilation.ruleSet()).as(found).isPresent();
            assertThat(compilation.ruleSet().get().rules())
                    .extracting(Rule::name)
                    .containsExactlyElementsOf(CaseFiles.texts(data, "active"));
        }
        assertDescription(data, files, found);
    }

    private static List<RuleSource> files(Map<String, Object> data) {
        List<RuleSource> files = new ArrayList<>();
        for (String text : CaseFiles.texts(data, "files")) {
            files.add(new RuleSource((char) ('a' + files.size()) + ".yaml", text));
        }
        return files;
    }

    private static CompilerOptions options(Map<String, Object> data) {
        List<RuleSelection> selection = new ArrayList<>();
        for (String words : CaseFiles.texts(data, "select")) {
            String[] parts = words.split(" ", 3);
            selection.add(
                    new RuleSelection(
                            parts[0].equals("enable"),
                            parts[1].equals("tag") ? RuleSelection.By.TAG : RuleSelection.By.RULE,
                            parts[2]));
        }
        Priority priority =
                Priority.parse(String.valueOf(data.getOrDefault("priority", "debug")))
                        .orElseThrow();
        return CompilerOptions.defaults()
                .withSelection(selection)
                .withMinPriority(priority)
                .withStrictFalco(Boolean.TRUE.equals(data.get("strict_falco")));
    }

    /** Each expected once, and nothing else. */
    private static void assertFindings(
            List<String> expected, List<Diagnostic> diagnostics, String found) {
        List<String> all = new ArrayList<>();
        for (Diagnostic diagnostic : diagnostics) {
            all.add(diagnostic.span() + " " + diagnostic.code() + " " + diagnostic.message());
        }
        for (String words : expected) {
            String hit = all.stream().filter(line -> fits(line, words)).findFirst().orElse(null);
            assertThat(hit).as("expected: " + words + "\nfound:\n" + found).isNotNull();
            all.remove(hit);
        }
        assertThat(all).as(found).isEmpty();
    }

    /** {@code CODE words…} or {@code FILE:LINE:COLUMN CODE words…}. */
    private static boolean fits(String line, String words) {
        boolean placed = !words.startsWith("LOAD_");
        String rest = placed ? line : line.substring(line.indexOf(' ') + 1);
        String head = words.split(" ", placed ? 3 : 2)[0];
        String code = placed ? words.split(" ", 3)[1] : head;
        String message =
                words.contains(code + " ")
                        ? words.substring(words.indexOf(code + " ") + code.length() + 1)
                        : "";
        String start = placed ? head + " " + code + " " : code + " ";
        return rest.startsWith(start) && rest.contains(message);
    }

    @SuppressWarnings("unchecked") // the shape of a file is ours
    private static void assertDescription(
            Map<String, Object> data, List<RuleSource> files, String found) {
        if (!data.containsKey("conditions")
                && !data.containsKey("outputs")
                && !data.containsKey("lists")) {
            return;
        }
        Explanation explanation = RuleCompiler.explain(files);
        assertThat(explanation.description()).as(found).isPresent();
        Description description = explanation.description().get();
        Map<String, Object> wanted =
                (Map<String, Object>) data.getOrDefault("conditions", Map.of());
        Map<String, Object> conditions = new LinkedHashMap<>();
        for (String rule : wanted.keySet()) {
            conditions.put(rule, description.rule(rule).orElseThrow().condition().compiled());
        }
        assertThat(conditions).isEqualTo(wanted);
        Map<String, Object> lists = (Map<String, Object>) data.getOrDefault("lists", Map.of());
        for (Description.OfList list : description.lists()) {
            if (lists.containsKey(list.name())) {
                assertThat(String.join(" ", list.compiled())).isEqualTo(lists.get(list.name()));
            }
        }
        Map<String, Object> outputs = (Map<String, Object>) data.getOrDefault("outputs", Map.of());
        outputs.forEach(
                (rule, output) ->
                        assertThat(description.rule(rule).orElseThrow().output())
                                .isEqualTo(output));
    }
}
