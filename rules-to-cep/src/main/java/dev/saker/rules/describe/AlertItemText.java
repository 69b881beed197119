// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.Priority;
import dev.saker.rules.Throttle;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.Durations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes an item about alerts as it holds, with everything that later files changed and that was
 * left to itself. Read again it makes the same item.
 */
final class AlertItemText {
    private final StringBuilder out = new StringBuilder();

    private AlertItemText() {}

    /** An item of a rules file, each key on a line. */
    static String of(AlertStage stage) {
        AlertItemText text = new AlertItemText();
        text.out.append("- ").append(stage.kind()).append(": ");
        text.out.append(quoted(stage.common().name())).append('\n');
        text.common(stage.common());
        if (stage instanceof AlertStage.Suppress suppress) {
            text.throttle(suppress.throttle());
        } else if (stage instanceof AlertStage.Incident incident) {
            text.incident(incident);
        } else {
            text.risk((AlertStage.Risk) stage);
        }
        return text.out.toString();
    }

    private void common(AlertStage.Common common) {
        List<String> match = new ArrayList<>();
        if (!common.match().rules().isEmpty()) {
            match.add("rules: " + texts(new TreeSet<>(common.match().rules())));
        }
        if (!common.match().tagsAny().isEmpty()) {
            match.add("tags_any: " + texts(new TreeSet<>(common.match().tagsAny())));
        }
        common.match().priority().ifPresent(priority -> match.add("priority: " + priority));
        if (!match.isEmpty()) {
            line("match", "{" + String.join(", ", match) + "}");
        }
        if (!common.by().isEmpty()) {
            line("by", texts(common.by().stream().map(FieldRef::name).toList()));
        }
    }

    private void throttle(Throttle throttle) {
        if (throttle.hasQuiet()) {
            line("for", Durations.text(throttle.quietNanos()));
        }
        if (throttle.hasRate()) {
            line("rate", throttle.rateCount() + "/" + Durations.text(throttle.rateNanos()));
        }
    }

    private void incident(AlertStage.Incident incident) {
        line("gap", Durations.text(incident.gapNanos()));
        line("max", Durations.text(incident.maxNanos()));
        if (incident.repeatNanos() > 0) {
            line("repeat", Durations.text(incident.repeatNanos()));
        }
        line("sample", String.valueOf(incident.sample()));
        voice(incident.voice());
    }

    private void risk(AlertStage.Risk risk) {
        List<String> scores = new ArrayList<>();
        new TreeMap<>(risk.scores())
                .forEach((Priority of, Integer is) -> scores.add(of + ": " + is));
        if (!risk.tagScores().isEmpty()) {
            List<String> tags = new ArrayList<>();
            new TreeMap<>(risk.tagScores()).forEach((of, is) -> tags.add(quoted(of) + ": " + is));
            scores.add("tags: {" + String.join(", ", tags) + "}");
        }
        line("score", "{" + String.join(", ", scores) + "}");
        line("half_life", Durations.text(risk.halfLifeNanos()));
        line("per_rule", Durations.text(risk.perRuleNanos()));
        line("threshold", "{gte: " + risk.threshold() + "}");
        if (risk.tactics() > 0) {
            line("tactics", "{gte: " + risk.tactics() + "}");
        }
        line("reset", String.valueOf(risk.reset()));
        voice(risk.voice());
    }

    private void voice(AlertStage.Voice voice) {
        if (!voice.description().isEmpty()) {
            line("desc", quoted(voice.description()));
        }
        if (!voice.output().isEmpty()) {
            line("output", quoted(voice.output()));
        }
        voice.priority().ifPresent(priority -> line("priority", priority.name()));
        if (!voice.tags().isEmpty()) {
            line("tags", texts(voice.tags()));
        }
    }

    private void line(String key, String value) {
        out.append("  ").append(key).append(": ").append(value).append('\n');
    }

    private static String texts(Collection<String> values) {
        return "[" + String.join(", ", values.stream().map(AlertItemText::quoted).toList()) + "]";
    }

    /** What YAML takes for the end of a line, or does not take at all, is written by its number. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(
                        c -> {
                            boolean plain = c >= ' ' && c <= '~' || Character.isLetterOrDigit(c);
                            if (c == '"' || c == '\\') {
                                quoted.append('\\').appendCodePoint(c);
                            } else if (plain) {
                                quoted.appendCodePoint(c);
                            } else {
                                quoted.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
                            }
                        });
        return quoted.append('"').toString();
    }
}
