// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.FalcoText;
import dev.saker.standalone.alert.AlertDiff.Change;
import dev.saker.standalone.alert.AlertDiff.OfRule;
import dev.saker.standalone.alert.AlertDiff.Side;
import java.util.List;

/** A difference between rule sets for people, and for programs. */
public final class AlertDiffText {

    private static final String ROW = "%12s %12s %12s %12s  %s%n";

    private AlertDiffText() {}

    /** Each alert that differs as a line, with - for the first rule set and + for the second. */
    public static String lines(AlertDiff diff) {
        StringBuilder text = new StringBuilder();
        for (Change change : diff.changes()) {
            text.append(change.side() == Side.FIRST ? "- " : "+ ")
                    .append(FalcoText.line(change.alert()))
                    .append('\n');
        }
        return text.toString();
    }

    /** A row for each rule. */
    public static String table(AlertDiff diff) {
        List<OfRule> rules = diff.rules();
        if (rules.isEmpty()) {
            return "neither rule set raises an alert\n";
        }
        StringBuilder text = new StringBuilder();
        text.append(String.format(ROW, "only first", "only second", "both", "changed", "rule"));
        for (OfRule of : rules) {
            text.append(
                    String.format(
                            ROW,
                            of.onlyFirst(),
                            of.onlySecond(),
                            of.both(),
                            of.changed(),
                            of.rule()));
        }
        return text.toString();
    }

    /** One object: the rules with their numbers, and the alerts that differ, as Falco's JSON. */
    public static String json(AlertDiff diff) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        ArrayNode rules = root.putArray("rules");
        for (OfRule of : diff.rules()) {
            rules.addObject()
                    .put("rule", of.rule())
                    .put("only_first", of.onlyFirst())
                    .put("only_second", of.onlySecond())
                    .put("both", of.both())
                    .put("changed", of.changed());
        }
        ArrayNode changes = root.putArray("changes");
        for (Change change : diff.changes()) {
            changes.addObject()
                    .put("side", change.side() == Side.FIRST ? "first" : "second")
                    .put("in_both", change.inBoth())
                    .set("alert", mapper.readTree(FalcoJson.line(change.alert())));
        }
        return mapper.writeValueAsString(root);
    }
}
