// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.probe.Probe;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.config.ConfigException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a collector observes and what it tells. Events that change the host's state are captured
 * whatever is asked for, since without them nothing else can be told rightly.
 *
 * @param captured codes of the events the probe captures
 * @param published codes of those that are published, a part of the captured ones
 * @param projection the groups of fields the records hold, bits of {@link FieldGroup}
 */
public record SensorPlan(BitSet captured, BitSet published, int projection) {
    public SensorPlan {
        captured = (BitSet) captured.clone();
        published = (BitSet) published.clone();
    }

    /** Everything the probe can observe, published with the fields that need no asking for. */
    public static SensorPlan everything() {
        return publishing(Probe.supportedEvents(), FieldGroup.DEFAULT);
    }

    /**
     * What somebody wants to know, for example rules; the rest is captured as the state needs it.
     */
    public static SensorPlan publishing(BitSet wanted, int projection) {
        BitSet supported = Probe.supportedEvents();
        BitSet published = (BitSet) wanted.clone();
        published.and(supported);
        BitSet captured = (BitSet) published.clone();
        BitSet state = StateEvents.codes();
        state.and(supported);
        captured.or(state);
        return new SensorPlan(captured, published, projection);
    }

    /**
     * What a configuration asks for.
     *
     * @throws ConfigException if it names an event or a group of fields that there is not
     */
    public static SensorPlan of(CollectorConfig.Capture capture) {
        BitSet wanted =
                capture.events().isEmpty() ? Probe.supportedEvents() : codes(capture.events());
        SensorPlan asked = publishing(wanted, projection(capture.fields()));
        return capture.publishState()
                ? new SensorPlan(asked.captured, asked.captured, asked.projection)
                : asked;
    }

    private static BitSet codes(List<String> names) {
        BitSet supported = Probe.supportedEvents();
        BitSet codes = new BitSet();
        for (String name : names) {
            boolean known = false;
            for (EventInfo event : EventTable.get().byName(name)) {
                known |= supported.get(event.code());
                codes.set(event.code());
            }
            if (!known) {
                throw new ConfigException(
                        "capture.events: the probe does not observe '"
                                + name
                                + "'; it observes "
                                + supported.stream()
                                        .mapToObj(code -> EventTable.get().event(code).name())
                                        .distinct()
                                        .collect(Collectors.joining(", ")));
            }
        }
        return codes;
    }

    private static int projection(List<String> names) {
        int projection = FieldGroup.DEFAULT;
        for (String name : names) {
            try {
                projection |= FieldGroup.valueOf(name.toUpperCase(Locale.ROOT)).bit();
            } catch (IllegalArgumentException unknown) {
                throw new ConfigException(
                        "capture.fields: '"
                                + name
                                + "' is none of "
                                + Arrays.stream(FieldGroup.values())
                                        .map(group -> group.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")));
            }
        }
        return projection;
    }

    @Override
    public BitSet captured() {
        return (BitSet) captured.clone();
    }

    @Override
    public BitSet published() {
        return (BitSet) published.clone();
    }

    public boolean publishes(int code) {
        return published.get(code);
    }

    /** The published codes in order, as markers list them. */
    public List<Integer> eventTypes() {
        return published.stream().boxed().toList();
    }

    /** The same for the same plan on every node and in every run. */
    public long fingerprint() {
        long hash = 0xcbf29ce484222325L;
        for (byte part : ByteBuffer.allocate(Integer.BYTES).putInt(projection).array()) {
            hash = (hash ^ part) * 0x100000001b3L;
        }
        for (long word : published.toLongArray()) {
            hash = (hash ^ word) * 0x100000001b3L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
