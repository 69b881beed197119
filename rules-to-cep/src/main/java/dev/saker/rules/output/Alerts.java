// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.output;

import dev.saker.rules.Priority;
import dev.saker.rules.Rule;
import dev.saker.rules.check.OutputFormat;
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

    /** Name of the recording that the alert started on its node, or came into. */
    public static final String CAPTURE_FILE = "capture_file";

    private static final int ID_BYTES = 16;

    private Alerts() {}

    /** The alert of a rule that matched an event. */
    public static Alert of(Rule rule, EventView event, String node, long ruleSetVersion) {
        List<String> eventIds = List.of(event.id());
        Head head =
                new Head(
                        id(rule.name(), eventIds),
                        rule.name(),
                        rule.priority(),
                        rule.source(),
                        rule.tags(),
                        event.time(),
                        node,
                        eventIds);
        return withCaptureFile(of(head, rule.output(), event, ruleSetVersion), event);
    }

    /** Where the events from this one on are kept, if the node keeps them. */
    private static Alert withCaptureFile(Alert alert, EventView event) {
        String file = event.captureFile();
        if (file.isEmpty()) {
            return alert;
        }
        List<OutputField> fields = new ArrayList<>(alert.fields());
        fields.add(new OutputField(CAPTURE_FILE, OutputValue.of(file)));
        return alert.withFields(fields);
    }

    /**
     * What an alert says whatever its output.
     *
     * @param time of the event, or at which it was certain that none came
     * @param eventIds of the events it is about
     */
    public record Head(
            String id,
            String rule,
            Priority priority,
            String source,
            List<String> tags,
            long time,
            String node,
            List<String> eventIds) {}

    /** The alert of something that is not one event. */
    public static Alert of(Head head, OutputFormat format, EventView view, long ruleSetVersion) {
        OutputRenderer output = Renderers.of(format);
        List<OutputField> fields = new ArrayList<>();
        fields.add(new OutputField(TIME, OutputValue.of(head.time())));
        for (OutputField field : output.fields(view)) {
            if (!field.name().equals(TIME)) {
                fields.add(field);
            }
        }
        return new Alert(
                head.id(),
                head.rule(),
                head.priority().ordinal(),
                head.source(),
                head.time(),
                head.node(),
                output.message(view),
                head.tags(),
                fields,
                head.eventIds(),
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }
}
