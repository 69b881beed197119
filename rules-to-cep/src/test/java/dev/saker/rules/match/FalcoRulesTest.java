// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Conformance;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that Falco ships, over events of every type. */
class FalcoRulesTest {
    private static final int EVENTS = 1_500;

    /** A field that was not put in; a percent sign alone can be a value's. */
    private static final Pattern TOKEN = Pattern.compile("%[a-z0-9]+\\.[a-z]");

    private static RuleSet falcoRules() throws IOException {
        List<RuleSource> files =
                List.of(
                        Conformance.rules("falco_rules.yaml"),
                        Conformance.rules("falco-incubating_rules.yaml"),
                        Conformance.rules("falco-sandbox_rules.yaml"));
        Compilation compilation = RuleCompiler.compile(files, CompilerOptions.defaults());
        assertThat(compilation.ruleSet()).as(compilation.diagnostics().toString()).isPresent();
        return compilation.ruleSet().get();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void matcher_agrees_with_the_interpreter(long seed) throws IOException {
        List<Rule> rules = falcoRules().rules();
        Matcher matcher = new Matcher(rules, MatchMode.ALL);
        List<Interpreter> interpreters = rules.stream().map(Interpreter::new).toList();
        RandomSample samples = new RandomSample(new Random(seed));
        for (int i = 0; i < EVENTS; i++) {
            EventSample event = samples.nextOfAnyType();
            List<String> expected = new ArrayList<>();
            for (Rule rule : rules) {
                Truth truth = interpreters.get(rule.index()).evaluate(event.view());
                if (truth != Truth.FALSE) {
                    expected.add(rule.name() + " " + truth);
                }
            }

            assertThat(findings(matcher, event))
                    .as("seed " + seed + ", event " + i)
                    .isEqualTo(expected);
        }
    }

    @Test
    void output_of_every_rule_renders_for_events_of_every_type() throws IOException {
        RandomSample samples = new RandomSample(new Random(5));
        for (Rule rule : falcoRules().rules()) {
            for (int i = 0; i < 20; i++) {
                Alert alert = Alerts.of(rule, samples.nextOfAnyType().view(), "node-1", 1);

                assertThat(alert.message()).doesNotContainPattern(TOKEN);
                assertThat(alert.fields()).isNotEmpty();
            }
        }
    }

    private static List<String> findings(Matcher matcher, EventSample event) {
        List<String> findings = new ArrayList<>();
        matcher.match(
                event.view(),
                new MatchHandler() {
                    @Override
                    public void onMatch(Rule rule, EventView view) {
                        findings.add(rule.name() + " " + Truth.TRUE);
                    }

                    @Override
                    public void onUnknown(Rule rule, FieldRef field, EventView view) {
                        findings.add(rule.name() + " " + Truth.UNKNOWN);
                    }
                });
        return findings;
    }
}
