// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CaseFiles;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.CaseEvents;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.sigma.SigmaImport;
import dev.saker.rules.sigma.SigmaPlaceholders;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Sigma rules mean after the import, as data: {@code sigma}, a rule, and the events it {@code
 * fires} for and is {@code silent} about (see {@link CaseEvents}).
 */
class SigmaCasesTest {

    static Stream<Named<Map<String, Object>>> cases() {
        return CaseFiles.of("sigma").stream()
                .map(data -> Named.of(String.valueOf(data.get("case")), data));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rule_imported_meansWhatTheCaseSays(Map<String, Object> data) {
        Rule rule = rule(String.valueOf(data.get("sigma")));

        assertThat((List<?>) data.get("fires"))
                .allSatisfy(event -> assertThat(fires(rule, event)).isTrue());
        assertThat((List<?>) data.get("silent"))
                .allSatisfy(event -> assertThat(fires(rule, event)).isFalse());
    }

    private static boolean fires(Rule rule, Object data) {
        EventSample event = CaseEvents.of(data);
        boolean typed = rule.eventCodes().get(event.type);
        return typed && new Interpreter(rule).evaluate(event.view()) == Truth.TRUE;
    }

    private static Rule rule(String sigma) {
        SigmaImport imported =
                SigmaImport.of(
                        List.of(new RuleSource("case.yml", sigma)),
                        new SigmaPlaceholders(
                                Map.of("shells", List.of("/bin/sh", "*/bash"), "none", List.of())));
        assertThat(imported.refused()).isEmpty();
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("case.yaml", imported.yaml())),
                        CompilerOptions.defaults());
        assertThat(compilation.errors()).isEmpty();
        return compilation.ruleSet().orElseThrow().rules().get(0);
    }
}
