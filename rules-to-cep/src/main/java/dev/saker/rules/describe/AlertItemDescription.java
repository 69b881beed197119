// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.diagnostic.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * What an item about alerts comes to.
 *
 * @param kind {@code suppress}, {@code incident} or {@code risk}
 * @param alerts names of the rules and correlations whose alerts it is about, in their order
 * @param key fields that alerts must share to belong together; of a suppression they are of one
 *     rule besides
 * @param mostBytes that a key takes, estimated
 * @param item as it holds, for a rules file
 */
public record AlertItemDescription(
        String kind,
        String name,
        List<String> alerts,
        List<String> key,
        long mostBytes,
        String item) {
    private static final int FEW = 5;

    public AlertItemDescription {
        alerts = List.copyOf(alerts);
        key = List.copyOf(key);
    }

    /** Lines, each with its end. */
    public String text() {
        String title = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        List<String> shared = new ArrayList<>(key);
        if (kind.equals("suppress")) {
            shared.add(0, "rule");
        }
        String keys = String.join(", ", shared);
        return title
                + " "
                + name
                + "\n"
                + line("alerts of", alertsText())
                + line("key", keys.isEmpty() ? "none: all alerts belong together" : keys)
                + line("state per key", "at most " + mostBytes + " bytes (estimated)")
                + line("holds as", "")
                + item.indent(4)
                + "\n";
    }

    private String alertsText() {
        if (alerts.isEmpty()) {
            return "no rule or correlation here";
        }
        String few = String.join(", ", alerts.subList(0, Math.min(FEW, alerts.size())));
        return alerts.size() <= FEW ? few : few + " and " + (alerts.size() - FEW) + " more";
    }

    private static String line(String what, String said) {
        return String.format("  %-15s%s", what, said).stripTrailing() + "\n";
    }

    void write(JsonText out) {
        out.beginObject();
        out.name("alerts_of").texts(alerts);
        out.name("item").text(item);
        out.name("key").texts(key);
        out.name("kind").text(kind);
        out.name("name").text(name);
        out.name("state_bytes_per_key").number(mostBytes);
        out.endObject();
    }
}
