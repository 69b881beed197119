// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code saker rules explain} says of correlations, each kind of them. */
class CorrelationGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/explain");

    @Test
    void text_ofEachKind_saysWhatItHoldsAndWaitsFor() throws IOException {
        StringBuilder text = new StringBuilder();
        described().correlations().forEach(one -> text.append(one.text()));

        Path golden = FOLDER.resolve("correlations.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text.toString()).isEqualTo(Files.readString(golden));
    }

    @Test
    void json_ofEachKind_saysTheSame() throws IOException {
        List<CorrelationDescription> all = described().correlations();

        JsonNode json = new ObjectMapper().readTree(DescriptionJson.render(described()));

        assertThat(json.get("correlations")).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            JsonNode one = json.get("correlations").get(i);
            String text = all.get(i).text();
            for (String key : List.of("name", "type", "mode", "added_latency", "state_layout")) {
                assertThat(text).contains(" " + one.get(key).asText() + "\n");
            }
            assertThat(text)
                    .contains(" " + one.get("lowering").asText() + "\n")
                    .contains(" " + one.get("state_bytes_per_key").asLong() + " bytes (est")
                    .contains(" " + one.get("state_bytes_worst").asLong() + " bytes");
            one.get("key").forEach(field -> assertThat(text).contains(field.asText()));
            one.get("event_types").forEach(type -> assertThat(text).contains(type.asText()));
            one.get("shared_macros").forEach(name -> assertThat(text).contains(name.asText()));
            assertThat(text)
                    .contains(
                            one.get("shared_comparisons").asInt()
                                    + " of "
                                    + one.get("comparisons").asInt());
        }
    }

    private static Description described() throws IOException {
        String rules = Files.readString(FOLDER.resolve("correlations.yaml"));
        return RuleCompiler.explain(List.of(new RuleSource("correlations.yaml", rules)))
                .description()
                .orElseThrow();
    }
}
