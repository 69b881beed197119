// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.output;

import dev.saker.rules.Rule;
import dev.saker.rules.event.EventView;
import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Makes alerts of matches. Alerts are rare: here objects may be made. */
public final class Alerts {
    /** In every alert, whatever the output names: the line's time is a field of its own. */
    private static final String TIME = "evt.time";

    private static final int ID_BYTES = 16;

    private Alerts() {}

    /** The alert of a rule that matched an event. */
    public static Alert of(Rule rule, EventView event, String node, long ruleSetVersion) {
        OutputRenderer output = new OutputRenderer(rule.output());
        List<String> eventIds = List.of(event.id());
        return new Alert(
                id(rule.name(), eventIds),
                rule.name(),
                rule.priority().ordinal(),
                rule.source(),
                event.time(),
                node,
                output.message(event),
                rule.tags(),
                fields(output, event),
                eventIds,
                ruleSetVersion);
    }

    /** The same for the same rule and events wherever and whenever it is computed. */
    public static String id(String rule, List<String> eventIds) {
        MessageDigest digest = sha256();
        digest.update(rule.getBytes(StandardCharsets.UTF_8));
        for (String eventId : eventIds) {
            digest.update((byte) 0);
            digest.update(eventId.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    private static List<OutputField> fields(OutputRenderer output, EventView event) {
        List<OutputField> fields = new ArrayList<>();
        fields.add(new OutputField(TIME, OutputValue.of(event.time())));
        for (OutputField field : output.fields(event)) {
            if (!field.name().equals(TIME)) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }
}
