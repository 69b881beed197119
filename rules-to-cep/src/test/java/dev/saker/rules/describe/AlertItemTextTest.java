// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code saker rules explain} says of items about alerts. */
class AlertItemTextTest {
    private static final int CASES = Boolean.getBoolean("saker.long") ? 20_000 : 40;

    private static List<RuleSource> files(String items) {
        return List.of(
                new RuleSource("rules", RandomAlertItems.RULES), new RuleSource("items", items));
    }

    private static RuleSet compiled(String items) {
        Compilation compilation = RuleCompiler.compile(files(items), CompilerOptions.defaults());
        assertThat(compilation.diagnostics()).as(items).isEmpty();
        return compilation.ruleSet().orElseThrow();
    }

    private static List<AlertItemDescription> explained(String items) {
        return RuleCompiler.explain(files(items)).description().orElseThrow().alertItems();
    }

    private static String printed(String items) {
        return explained(items).stream()
                .map(AlertItemDescription::item)
                .collect(Collectors.joining());
    }

    @Test
    void item_printedAndReadAgain_isTheSameItem() {
        for (long seed = 0; seed < CASES; seed++) {
            String items = new RandomAlertItems(seed).next();
            RuleSet written = compiled(items);

            String printed = printed(items);

            String as = "seed " + seed + ":\n" + items + printed;
            RuleSet again = compiled(printed);
            assertThat(again.correlations().alertItems())
                    .as(as)
                    .isEqualTo(written.correlations().alertItems());
            assertThat(again.fingerprint()).as(as).isEqualTo(written.fingerprint());
            assertThat(printed(printed)).as(as).isEqualTo(printed);
        }
    }

    /** Files behind it included, which a reader of one file does not see. */
    @Test
    void item_changedLater_isExplainedAsItHolds() {
        List<AlertItemDescription> items =
                explained(
                        """
                        - {suppress: S, match: {tags_any: [t]}, by: [evt.hostname], for: 90s}
                        - {risk: R, by: [container.id], score: {ERROR: 4}, half_life: 48h,
                           per_rule: 1500ms, threshold: {gte: 7}}
                        - {suppress: S, for: 1h, by: [user.name], override: {for: replace, by: append}}
                        """);

        assertThat(items.get(0).text())
                .isEqualTo(
                        """
                        Suppress S
                          alerts of      Opened, Täglich
                          key            rule, evt.hostname, user.name
                          state per key  at most 32 bytes (estimated)
                          holds as
                            - suppress: "S"
                              match: {tags_any: ["t"]}
                              by: ["evt.hostname", "user.name"]
                              for: 1h

                        """);
        assertThat(items.get(1).alerts())
                .as("what is switched off raises none")
                .containsExactly("Opened", "A \"quoted\" \\ name", "Täglich");
        assertThat(items.get(1).item())
                .contains("half_life: 2d\n", "per_rule: 1500ms\n", "reset: 7\n");
    }

    /**
     * What B8 of the specification lists of a correlation, and what items come to, for programs.
     */
    @Test
    void document_ofAll_saysWhatRunningThemMeans() throws Exception {
        String items = "- {suppress: S, match: {tags_any: [t]}, by: [user.name], for: 90s}\n";

        JsonNode document =
                new ObjectMapper()
                        .readTree(
                                DescriptionJson.render(
                                        RuleCompiler.explain(files(items))
                                                .description()
                                                .orElseThrow()));

        JsonNode correlation = document.at("/correlations/0");
        assertThat(correlation.at("/mode").asText()).isEqualTo("host");
        assertThat(correlation.at("/key/0").asText()).isEqualTo("evt.hostname");
        assertThat(correlation.at("/state_bytes_worst").asLong())
                .as("a host has one key, itself")
                .isEqualTo(correlation.at("/state_bytes_per_key").asLong())
                .isPositive();
        assertThat(correlation.at("/added_latency").asText()).isEqualTo("none");
        assertThat(correlation.at("/event_types")).isNotEmpty();
        assertThat(correlation.at("/shared_comparisons").asInt()).as("with a rule").isPositive();
        assertThat(correlation.at("/state_layout").asText()).isNotEmpty();
        assertThat(correlation.at("/lowering").asText()).contains("times of the last 2 events");
        JsonNode item = document.at("/alert_items/0");
        assertThat(item.at("/kind").asText()).isEqualTo("suppress");
        assertThat(item.at("/alerts_of").toString()).isEqualTo("[\"Opened\",\"Täglich\"]");
        assertThat(item.at("/item").asText()).contains("for: 90s\n");
    }
}
