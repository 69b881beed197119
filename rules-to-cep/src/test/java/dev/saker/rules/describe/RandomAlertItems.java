// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Items about alerts with any of their keys, in any order, spelled in any way that YAML has. */
final class RandomAlertItems {
    /** What the items may be about. */
    static final String RULES =
            """
            - {rule: Opened, condition: evt.type = open, desc: d, output: o, priority: WARNING, tags: [t, mitre_execution]}
            - {rule: 'A "quoted" \\ name', condition: evt.type = close, desc: d, output: o, priority: ERROR}
            - {rule: "off: #1", condition: evt.type = read, desc: d, output: o, priority: INFO, enabled: false}
            - {correlation: Täglich, type: event_count, condition: evt.type = open, by: [evt.hostname], within: 1m, threshold: {gte: 2}, output: o, priority: NOTICE, tags: [t]}
            """;

    private static final List<String> NAMES =
            List.of("Opened", "'A \"quoted\" \\ name'", "\"off: #1\"", "Täglich");
    private static final List<String> WORDS =
            List.of(
                    "plain",
                    "'yes'",
                    "\"1\"",
                    "'it''s: a #'",
                    "\"tab\\tand\\nline\\u0085\\u2028\\u0007\"",
                    "\"\\U0001f985 Sakerfalke\"",
                    "größer",
                    "\"back\\\\slash\\\"\"",
                    "T1611",
                    "~x",
                    "\"{a: [b]}\"");
    private static final List<String> FIELDS =
            List.of("evt.hostname", "container.id", "\"proc.aname[2]\"", "user.name", "fd.name");
    private static final List<String> PRIORITIES =
            List.of("EMERGENCY", "critical", "Error", "WARNING", "info", "INFORMATIONAL", "debug");

    private final Random random;

    RandomAlertItems(long seed) {
        random = new Random(seed);
    }

    /** An item of each kind, with different names. */
    String next() {
        StringBuilder text = new StringBuilder();
        text.append(item("suppress", suppress()));
        text.append(item("incident", incident()));
        text.append(item("risk", risk()));
        return text.toString();
    }

    private String item(String kind, List<String> keys) {
        if (random.nextBoolean()) {
            keys.add("desc: " + word());
        }
        keys.add(kind + ": \"" + kind + " \\\"\\\\ ö " + random.nextInt(9) + "\"");
        Collections.shuffle(keys, random);
        return random.nextBoolean()
                ? "- {" + String.join(", ", keys) + "}\n"
                : "- " + String.join("\n  ", keys) + "\n";
    }

    private List<String> suppress() {
        List<String> keys = new ArrayList<>();
        keys.add("match: " + match(true));
        if (random.nextBoolean()) {
            keys.add("by: " + fields());
        }
        int which = 1 + random.nextInt(3);
        if ((which & 1) != 0) {
            keys.add("for: " + span());
        }
        if ((which & 2) != 0) {
            keys.add("rate: " + (1 + random.nextInt(1000)) + "/" + span());
        }
        return keys;
    }

    private List<String> incident() {
        List<String> keys = of("gap: " + span(), "max: " + span());
        if (random.nextBoolean()) {
            keys.add("repeat: " + span());
        }
        if (random.nextBoolean()) {
            keys.add("sample: " + (1 + random.nextInt(100)));
        }
        return keys;
    }

    private List<String> risk() {
        List<String> keys = of("half_life: " + span(), "per_rule: " + span(), "score: " + score());
        keys.add("threshold: {gte: " + (1 + random.nextInt(200)) + "}");
        if (random.nextBoolean()) {
            keys.add("tactics: {gte: " + (1 + random.nextInt(9)) + "}");
        }
        if (random.nextBoolean()) {
            keys.add("reset: " + (1 + random.nextInt(300)));
        }
        return keys;
    }

    /** What incidents and risks both have. */
    private List<String> of(String... own) {
        List<String> keys = new ArrayList<>(List.of(own));
        keys.add("by: " + fields());
        if (random.nextBoolean()) {
            keys.add("match: " + match(false));
        }
        if (random.nextBoolean()) {
            keys.add("output: \"%evt.hostname \\\\ \\\"so\\\" %corr.count \"");
        }
        if (random.nextBoolean()) {
            keys.add("priority: " + pick(PRIORITIES));
        }
        if (random.nextBoolean()) {
            keys.add("tags: " + words());
        }
        return keys;
    }

    private String match(boolean something) {
        List<String> parts = new ArrayList<>();
        if (random.nextBoolean()) {
            parts.add("rules: " + some(NAMES));
        }
        if (random.nextBoolean()) {
            parts.add("tags_any: " + words());
        }
        if (random.nextBoolean() || something && parts.isEmpty()) {
            parts.add("priority: " + pick(PRIORITIES));
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private String score() {
        List<String> parts = new ArrayList<>();
        for (String priority : List.of("CRITICAL", "error", "Warning", "INFORMATIONAL")) {
            if (random.nextBoolean()) {
                parts.add(priority + ": " + random.nextInt(100));
            }
        }
        if (random.nextBoolean()) {
            parts.add("tags: {" + word() + ": " + random.nextInt(100) + ", other: 3}");
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private String span() {
        return (1 + random.nextInt(200)) + pick(List.of("ms", "s", "m", "h")) + "";
    }

    private String fields() {
        return random.nextInt(4) == 0 ? pick(FIELDS) : some(FIELDS);
    }

    private String words() {
        return some(WORDS);
    }

    private String word() {
        return pick(WORDS);
    }

    private String some(List<String> all) {
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return "[" + String.join(", ", shuffled.subList(0, 1 + random.nextInt(3))) + "]";
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
