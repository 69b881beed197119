// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.RuleSource;
import dev.saker.schemas.FieldGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedRulesTest {
    private static final LoadedRules RULES = LoadedRules.shipped();

    static List<RuleCase> cases() {
        return RuleCase.readAll();
    }

    // All rules are asked: a case that must be quiet is quiet for the set, not for one rule.
    @ParameterizedTest
    @MethodSource("cases")
    void rules_onACase_alertAsItSays(RuleCase rulesCase) {
        List<String> matched = RULES.match(rulesCase.event());

        assertThat(matched).isEqualTo(rulesCase.alerts() ? List.of(rulesCase.rule()) : List.of());
    }

    @Test
    void everyRule_hasCasesForBothOutcomes() {
        List<String> names = RULES.ruleSet().rules().stream().map(Rule::name).toList();

        assertThat(namesOfCases(true)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(namesOfCases(false)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyRule_isActive_andNamesItsTechnique() {
        assertThat(RULES.ruleSet().inactive()).isEmpty();
        assertThat(RULES.ruleSet().rules())
                .hasSizeGreaterThanOrEqualTo(12)
                .allSatisfy(
                        rule ->
                                assertThat(rule.tags())
                                        .as(rule.name())
                                        .anyMatch(tag -> tag.matches("T\\d{4}(\\.\\d{3})?")));
    }

    // Heavy groups would make every record larger for these rules' sake.
    @Test
    void rules_askForNoHeavyFields() {
        assertThat(RULES.ruleSet().fieldGroups() & ~FieldGroup.DEFAULT).isZero();
    }

    // A line would name it twice otherwise.
    @Test
    void outputs_leaveTheContainer_toWhatEveryOutputEndsWith() {
        assertThat(ShippedRules.files())
                .flatExtracting(file -> file.text().lines().toList())
                .filteredOn(line -> line.strip().startsWith("output:"))
                .hasSizeGreaterThan(30)
                .noneMatch(line -> line.contains("%container."));
    }

    @Test
    void index_listsEveryFile_inAlphabeticalOrder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/saker/rules"))) {
            List<String> present =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml"))
                            .sorted()
                            .toList();

            assertThat(ShippedRules.files())
                    .extracting(ShippedRules.File::name)
                    .containsExactlyElementsOf(present);
        }
    }

    // As the README shows it.
    @Test
    void exception_appended_quietensTheRule() {
        RuleSource own =
                new RuleSource(
                        "own.yaml",
                        """
                        - rule: SSH client started without a terminal
                          exceptions:
                            - name: known_jobs
                              values:
                                - [backup, "ssh backup@"]
                          override: {exceptions: append}
                        """);
        Map<String, Object> job =
                Map.of(
                        "evt.type", "execve",
                        "proc.exepath", "/usr/bin/ssh",
                        "proc.args", List.of("backup@store"),
                        "proc.pname", "backup");

        assertThat(RULES.match(job)).hasSize(1);
        assertThat(LoadedRules.shippedAnd(own).match(job)).isEmpty();
    }

    private static List<String> namesOfCases(boolean alerts) {
        return cases().stream()
                .filter(rulesCase -> rulesCase.alerts() == alerts)
                .map(RuleCase::rule)
                .distinct()
                .toList();
    }
}
