// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.standalone.rule.RulesStatus.Node;
import dev.saker.standalone.rule.RulesStatus.Task;
import dev.saker.standalone.rule.RulesStatus.Version;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** {@link RulesStatus} for people, and for programs. */
public final class RulesStatusText {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Digits of the hash that people compare. */
    private static final int SHORT_HASH = 12;

    /** People want the last few. */
    private static final int SHOWN = 10;

    private RulesStatusText() {}

    public static String table(RulesStatus status) {
        StringBuilder text = new StringBuilder();
        List<Version> versions = status.versions();
        if (versions.isEmpty()) {
            text.append("no rule set was pushed: saker rules push FILE...\n");
        } else {
            line(
                    text,
                    "%-8s %-10s %-14s %-20s %-24s %s",
                    "version",
                    "state",
                    "sha256",
                    "pushed",
                    "in force from",
                    "by");
        }
        versions.stream()
                .skip(Math.max(0, versions.size() - SHOWN))
                .forEach(version -> version(text, version));
        if (!status.tasks().isEmpty()) {
            line(text, "");
            line(
                    text,
                    "%-28s %-8s %-8s %-8s %s",
                    "task",
                    "rule set",
                    "on trial",
                    "newest",
                    "heard");
        }
        status.tasks().forEach(task -> task(text, task));
        if (!status.nodes().isEmpty()) {
            line(text, "");
            line(text, "%-28s %-8s %-17s %s", "node", "ready for", "", "heard");
        }
        status.nodes().forEach(node -> node(text, node));
        return text.toString().stripTrailing();
    }

    private static void version(StringBuilder text, Version version) {
        line(
                text,
                "%-8d %-10s %-14s %-20s %-24s %s",
                version.number(),
                lower(version.state()),
                version.sha256().substring(0, Math.min(SHORT_HASH, version.sha256().length())),
                seconds(version.pushedAt()),
                version.from().map(RulesStatusText::millis).orElse("-"),
                version.pushedBy());
        version.terms().forEach(term -> line(text, "         %s", term));
        if (!version.silent().isEmpty()) {
            line(text, "         not heard of: %s", String.join(", ", version.silent()));
        }
    }

    private static void task(StringBuilder text, Task task) {
        String name =
                "%s %d/%d %s"
                        .formatted(
                                task.status().job(),
                                task.status().task() + 1,
                                task.status().tasks(),
                                task.status().host());
        line(
                text,
                "%-28s %-8d %-8s %-8d %s%s",
                name,
                task.status().ruleSet(),
                task.status().shadow() == 0 ? "-" : Long.toString(task.status().shadow()),
                task.status().newest(),
                seconds(task.heard()),
                task.live() ? "" : ", gone");
    }

    private static void node(StringBuilder text, Node node) {
        line(
                text,
                "%-28s %-27s %s%s",
                node.node(),
                node.ruleSet() == 0 ? "says nothing" : Long.toString(node.ruleSet()),
                seconds(node.heard()),
                node.live() ? "" : ", gone");
    }

    /** One object; times as in ISO 8601, in UTC. */
    public static String json(RulesStatus status) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("in_force", status.inForce());
        root.put("shadow", status.shadow());
        root.put("settled", status.isSettled());
        ArrayNode versions = root.putArray("versions");
        for (Version version : status.versions()) {
            ObjectNode item = versions.addObject();
            item.put("version", version.number());
            item.put("state", lower(version.state()));
            item.put("sha256", version.sha256());
            item.put("pushed_by", version.pushedBy());
            item.put("pushed_at", version.pushedAt().toString());
            item.put("from", version.from().map(Instant::toString).orElse(null));
            version.acknowledged().forEach(item.putArray("acknowledged")::add);
            version.silent().forEach(item.putArray("silent")::add);
            version.terms().forEach(item.putArray("terms")::add);
        }
        ArrayNode tasks = root.putArray("tasks");
        for (Task task : status.tasks()) {
            ObjectNode item = tasks.addObject();
            item.put("job", task.status().job());
            item.put("task", task.status().task());
            item.put("tasks", task.status().tasks());
            item.put("host", task.status().host());
            item.put("rule_set", task.status().ruleSet());
            item.put("shadow", task.status().shadow());
            item.put("newest", task.status().newest());
            task.status().refused().forEach(item.putArray("refused")::add);
            item.put("heard", task.heard().toString());
            item.put("live", task.live());
        }
        ArrayNode nodes = root.putArray("nodes");
        for (Node node : status.nodes()) {
            ObjectNode item = nodes.addObject();
            item.put("node", node.node());
            item.put("rule_set", node.ruleSet());
            item.put("heard", node.heard().toString());
            item.put("live", node.live());
        }
        return JSON.writeValueAsString(root);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format.formatted(values).stripTrailing()).append('\n');
    }

    private static String lower(RulesStatus.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
