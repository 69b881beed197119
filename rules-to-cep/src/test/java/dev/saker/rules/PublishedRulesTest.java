// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.RuleFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedRulesTest {
    private static final CompilerOptions OPTIONS = CompilerOptions.defaults();

    /** One rule of each priority, named like it. */
    private static RuleFile rulesOfEveryPriority(Priority setting) {
        StringBuilder text = new StringBuilder();
        text.append("- settings: {priority: ").append(setting).append("}\n");
        for (Priority priority : Priority.values()) {
            text.append(
                    """
                    - rule: %s
                      desc: d
                      condition: evt.type = openat
                      output: o
                      priority: %s
                    """
                            .formatted(priority, priority));
        }
        return new RuleFile("rules.yaml", text.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL, DEBUG, DEBUG, CRITICAL",
        "DEBUG, CRITICAL, DEBUG, CRITICAL",
        "DEBUG, DEBUG, CRITICAL, CRITICAL",
        "WARNING, ERROR, NOTICE, ERROR",
        "ERROR, WARNING, NOTICE, ERROR",
        "NOTICE, WARNING, ERROR, ERROR",
        "DEBUG, DEBUG, DEBUG, DEBUG"
    })
    void priority_ofPushCompilerAndFiles_isTheGravest(
            Priority push, Priority compiler, Priority files, Priority expected) {
        List<RuleFile> published =
                PublishedRules.of(
                        List.of(rulesOfEveryPriority(files)),
                        Optional.empty(),
                        new PushTerms(push, false, true));

        Compilation compilation =
                PublishedRules.compile(published, OPTIONS.withMinPriority(compiler));

        assertThat(compilation.ruleSet().orElseThrow().rules())
                .hasSize(expected.ordinal() + 1)
                .allMatch(rule -> rule.priority().atLeast(expected));
    }

    @Test
    void strictFalco_ofPush_holdsForWhoeverCompiles() {
        List<RuleFile> rules = List.of(rulesOfEveryPriority(Priority.DEBUG));
        List<RuleFile> published =
                PublishedRules.of(
                        rules, Optional.empty(), new PushTerms(Priority.DEBUG, true, true));

        assertThat(fingerprint(published, OPTIONS))
                .isEqualTo(fingerprint(rules, OPTIONS.withStrictFalco(true)))
                .isEqualTo(fingerprint(published, OPTIONS.withStrictFalco(true)))
                .isNotEqualTo(fingerprint(rules, OPTIONS));
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false"})
    void suggestedOutput_isPutInIfPushAndCompilerWantIt(
            boolean push, boolean compiler, boolean expected) {
        List<RuleFile> rules = List.of(rulesOfEveryPriority(Priority.DEBUG));
        PushTerms terms = new PushTerms(Priority.DEBUG, false, push);
        List<RuleFile> published = PublishedRules.of(rules, Optional.empty(), terms);

        CompilerOptions options = OPTIONS.withSuggestedOutput(compiler);
        RuleSet set = PublishedRules.compile(published, options).ruleSet().orElseThrow();

        assertThat(set.rules())
                .allMatch(rule -> rule.output().text().contains("%container.id") == expected);
        assertThat(set.fingerprint())
                .isEqualTo(fingerprint(rules, OPTIONS.withSuggestedOutput(expected)));
        assertThat(PushTerms.parse(terms.text())).isEqualTo(terms);
    }

    private static String fingerprint(List<RuleFile> files, CompilerOptions options) {
        return PublishedRules.compile(files, options).ruleSet().orElseThrow().fingerprint();
    }

    @Test
    void terms_thatSayNothing_addNoFile() {
        List<RuleFile> rules = List.of(rulesOfEveryPriority(Priority.DEBUG));

        assertThat(PublishedRules.of(rules, Optional.empty(), PushTerms.none())).isEqualTo(rules);
        assertThat(PublishedRules.terms(rules)).isEqualTo(PushTerms.none());
    }

    @ParameterizedTest
    @CsvSource({"# priority grave", "# since tomorrow"})
    void terms_ofANewerVersion_areRefusedAndNotPassedOver(String line) {
        List<RuleFile> files =
                List.of(
                        rulesOfEveryPriority(Priority.DEBUG),
                        new RuleFile(PushTerms.FILE, line + "\n"));

        assertThatThrownBy(() -> PublishedRules.compile(files, OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + line.substring(2) + "'")
                .hasMessageContaining("update it");
    }

    @ParameterizedTest
    @CsvSource({PushTerms.FILE, ResolvedHosts.FILE})
    void rulesFile_namedLikeWhatTravelsWithIt_isARulesFileStill(String name) {
        RuleFile named = new RuleFile(name, rulesOfEveryPriority(Priority.DEBUG).text());
        ResolvedHosts hosts = new ResolvedHosts(Map.of("a.example", List.of("192.0.2.1")));

        List<RuleFile> published =
                PublishedRules.of(
                        List.of(named),
                        Optional.of(hosts),
                        new PushTerms(Priority.ALERT, false, true));

        assertThat(PublishedRules.compile(published, OPTIONS).ruleSet().orElseThrow().rules())
                .hasSize(Priority.ALERT.ordinal() + 1);
    }
}
