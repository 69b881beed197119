// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.probe.EventSelection;
import dev.saker.probe.Probe;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.config.ConfigException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a collector observes and what it tells. Events that change the host's state are captured
 * whatever is asked for, since without them nothing else can be told rightly.
 *
 * @param captured codes of the events the probe captures
 * @param published codes of those that are published, a part of the captured ones
 * @param projection the groups of fields the records hold, bits of {@link FieldGroup}
 * @param generic names of the system calls without an event of their own that are told; none means
 *     all, if the generic event is published
 */
public record SensorPlan(BitSet captured, BitSet published, int projection, Set<String> generic) {
    private static final int GENERIC = EventTable.get().byCodeName("PPME_GENERIC_X").code();

    /** What only a recording tells: nobody asks a container runtime here. */
    private static final int UNOBSERVED = FieldGroup.CONTAINER_DETAILS.bit();

    public SensorPlan {
        captured = (BitSet) captured.clone();
        published = (BitSet) published.clone();
        generic = Set.copyOf(generic);
    }

    /**
     * Everything the probe observes without being asked by name, published with the fields that
     * need no asking for.
     */
    public static SensorPlan everything() {
        return publishing(Probe.ordinaryEvents(), FieldGroup.DEFAULT);
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
        return new SensorPlan(captured, published, projection & ~UNOBSERVED, Set.of());
    }

    /**
     * The events that rules want. One that names no event type would want read and write, too; as
     * with Falco, events of high rate are left to rules that name them.
     */
    public static BitSet wantedBy(RuleSet rules) {
        BitSet highRate = Probe.highRateEvents();
        BitSet wanted = new BitSet();
        for (Rule rule : rules.rules()) {
            BitSet codes = rule.eventCodes();
            BitSet unasked = (BitSet) highRate.clone();
            unasked.andNot(codes);
            if (unasked.isEmpty()) {
                codes.andNot(highRate);
            }
            wanted.or(codes);
        }
        return wanted;
    }

    /** The same for a recording, which may hold any event, and what container runtimes told. */
    public static SensorPlan ofRecording(BitSet wanted, int projection) {
        return new SensorPlan(everyEvent(), wanted, projection, Set.of());
    }

    private static BitSet everyEvent() {
        BitSet codes = new BitSet();
        codes.set(0, EventTable.get().size());
        return codes;
    }

    /**
     * What a configuration asks for.
     *
     * @throws ConfigException if it names an event or a group of fields that there is not
     */
    public static SensorPlan of(CollectorConfig.Capture capture) {
        int projection = projection(capture.fields());
        if (capture.recording().isPresent()) {
            BitSet every = everyEvent();
            return ofRecording(wanted(capture, every, Set.of(), every), projection);
        }
        if ((projection & UNOBSERVED) != 0) {
            throw new ConfigException(
                    "capture.fields: container_details are told by recordings only");
        }
        Set<String> generic = new TreeSet<>(capture.events());
        generic.retainAll(Probe.genericSyscalls());
        BitSet wanted = wanted(capture, Probe.ordinaryEvents(), generic, Probe.supportedEvents());
        SensorPlan asked = publishing(wanted, projection);
        BitSet published = capture.publishState() ? asked.captured : asked.published;
        return new SensorPlan(asked.captured, published, asked.projection, generic);
    }

    private static BitSet wanted(
            CollectorConfig.Capture capture,
            BitSet unasked,
            Set<String> generic,
            BitSet available) {
        return capture.events().isEmpty() ? unasked : codes(capture.events(), generic, available);
    }

    private static BitSet codes(List<String> names, Set<String> generic, BitSet available) {
        BitSet codes = new BitSet();
        codes.set(GENERIC, !generic.isEmpty());
        for (String name : names) {
            boolean known = generic.contains(name);
            for (EventInfo event : EventTable.get().byName(name)) {
                known |= available.get(event.code());
                codes.set(event.code());
            }
            if (!known) {
                throw new ConfigException(
                        "capture.events: '"
                                + name
                                + "' is not observed; what is: "
                                + available.stream()
                                        .mapToObj(code -> EventTable.get().event(code).name())
                                        .distinct()
                                        .collect(Collectors.joining(", "))
                                + ", and other system calls by name as generic events");
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

    /** What the kernel is to send for it. */
    public EventSelection selection() {
        return EventSelection.of(published).withForState(captured).withGeneric(generic);
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
