// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.schemas.Alert;
import dev.saker.standalone.alert.AlertDiff.OfRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDiffTest {

    private static Alert alert(String id, String rule, long time, int priority) {
        return new Alert(
                id,
                rule,
                priority,
                "syscall",
                time,
                "node",
                "text of " + id,
                List.of(),
                List.of(),
                List.of("e" + id),
                0);
    }

    private static AlertDiff diff() {
        AlertDiff diff = new AlertDiff();
        diff.first(alert("1", "gone", 1, 4));
        diff.first(alert("2", "kept", 5, 4));
        diff.first(alert("3", "kept", 3, 4));
        diff.first(alert("4", "kept", 4, 4));
        diff.second(alert("3", "kept", 3, 4));
        diff.second(alert("4", "kept", 4, 2));
        diff.second(alert("5", "new", 2, 4));
        diff.second(alert("5", "new", 2, 4));
        return diff;
    }

    @Test
    void rules_ofTwoSets_areCountedOnBothSides() {
        assertThat(diff().rules())
                .containsExactly(
                        new OfRule("gone", 1, 0, 0, 0),
                        new OfRule("kept", 1, 0, 2, 1),
                        new OfRule("new", 0, 1, 0, 0));
    }

    @Test
    void lines_ofWhatDiffers_comeByTimeAndSayWhoseTheyAre() {
        String[] lines = AlertDiffText.lines(diff()).split("\n");

        assertThat(lines).hasSize(5);
        assertThat(lines[0]).startsWith("- ").contains("text of 1");
        assertThat(lines[1]).startsWith("+ ").contains("text of 5");
        assertThat(lines[2]).startsWith("- ").contains("Warning", "text of 4");
        assertThat(lines[3]).startsWith("+ ").contains("Critical", "text of 4");
        assertThat(lines[4]).startsWith("- ").contains("text of 2");
    }

    @Test
    void json_ofADifference_holdsNumbersAndAlerts() throws Exception {
        JsonNode json = new ObjectMapper().readTree(AlertDiffText.json(diff()));

        assertThat(json.at("/rules/1/rule").asText()).isEqualTo("kept");
        assertThat(json.at("/rules/1/changed").asLong()).isEqualTo(1);
        assertThat(json.at("/changes/1/side").asText()).isEqualTo("second");
        assertThat(json.at("/changes/2/in_both").asBoolean()).isTrue();
        assertThat(json.at("/changes/0/alert/alert_id").asText()).isEqualTo("1");
    }

    @Test
    void sameAlerts_onBothSides_areNoDifference() {
        AlertDiff diff = new AlertDiff();
        diff.first(alert("1", "kept", 1, 4));
        diff.second(alert("1", "kept", 1, 4));

        assertThat(diff.changes()).isEmpty();
        assertThat(AlertDiffText.table(new AlertDiff())).contains("neither");
    }
}
