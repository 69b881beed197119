// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.probe.CallFilter;
import dev.saker.probe.EventSelection;
import dev.saker.probe.Probe;
import dev.saker.rules.plan.EventPlan;
import dev.saker.rules.plan.KernelFilter;
import dev.saker.rules.plan.RulePlan;
import dev.saker.rules.plan.RulePlanner;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.config.ConfigException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param decided what rules decide
 */
public record SensorPlan(
        BitSet captured, BitSet published, int projection, Set<String> generic, Decided decided) {
    private static final int GENERIC = EventTable.get().byCodeName("PPME_GENERIC_X").code();

    public SensorPlan {
        captured = (BitSet) captured.clone();
        published = (BitSet) published.clone();
        generic = Set.copyOf(generic);
    }

    /** Where all that is published is published whole. */
    public SensorPlan(BitSet captured, BitSet published, int projection, Set<String> generic) {
        this(captured, published, projection, generic, Decided.NOTHING);
    }

    /**
     * What rules decide of a plan.
     *
     * @param filtered codes of the published events of which only those leave that a rule may match
     * @param rules which they are
     * @param conditions digests of their conditions, sorted
     * @param kernel by code, which system calls the kernel sends; all of those that are missing
     */
    public record Decided(
            BitSet filtered,
            List<PlannedRules> rules,
            List<Long> conditions,
            Map<Integer, KernelFilter> kernel) {
        static final Decided NOTHING = new Decided(new BitSet(), List.of(), List.of(), Map.of());

        public Decided {
            filtered = (BitSet) filtered.clone();
            rules = List.copyOf(rules);
            conditions = List.copyOf(conditions);
            kernel = Map.copyOf(kernel);
        }
    }

    /**
     * What rules ask for, each event only if it may matter to one of them.
     *
     * @param archived codes of events that are published whole whatever rules say
     * @param generic names of system calls without an event of their own that are published whole
     * @param fields groups of fields beyond those that rules ask for
     */
    public static SensorPlan following(
            List<PlannedRules> rules, BitSet archived, Set<String> generic, int fields) {
        RulePlan asked = RulePlan.NOTHING;
        for (PlannedRules one : rules) {
            asked =
                    asked.and(
                            RulePlanner.plan(
                                    one.rules(), Probe.supportedEvents(), Probe.highRateEvents()));
        }
        BitSet filtered = asked.eventCodes();
        BitSet wanted = (BitSet) filtered.clone();
        wanted.or(archived);
        filtered.andNot(archived);
        SensorPlan plan = publishing(wanted, asked.projection() | fields);
        boolean everyGeneric =
                archived.get(GENERIC) && generic.isEmpty()
                        || filtered.get(GENERIC) && asked.generic().isEmpty();
        Set<String> names = new TreeSet<>(generic);
        asked.generic().ifPresent(names::addAll);
        Decided decided =
                new Decided(
                        filtered,
                        rules,
                        List.copyOf(asked.conditions()),
                        kernelFilters(plan, asked, archived));
        return new SensorPlan(
                plan.captured,
                plan.published,
                plan.projection,
                everyGeneric ? Set.of() : names,
                decided);
    }

    private static Map<Integer, KernelFilter> kernelFilters(
            SensorPlan plan, RulePlan asked, BitSet archived) {
        BitSet state = StateEvents.codes();
        Map<Integer, KernelFilter> filters = new HashMap<>();
        boolean racing = FieldGroup.RACES.in(plan.projection);
        plan.captured.stream()
                .filter(code -> !archived.get(code))
                .forEach(
                        code -> {
                            KernelFilter needed =
                                    state.get(code) ? StateEvents.filter(code) : KernelFilter.NONE;
                            EventPlan event = asked.events().get(code);
                            KernelFilter all = event == null ? needed : needed.or(event.filter());
                            KernelFilter filter = racing ? all.withoutNames() : all;
                            if (!filter.isAll() && !filter.terms().isEmpty()) {
                                filters.put(code, filter);
                            }
                        });
        return filters;
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
        return new SensorPlan(captured, published, projection, Set.of());
    }

    /** The same for a recording, which may hold any event, and what container runtimes told. */
    public static SensorPlan ofRecording(BitSet wanted, int projection) {
        return new SensorPlan(everyEvent(), wanted, projection, Set.of());
    }

    /** With what container runtimes tell, too. */
    private SensorPlan withContainers() {
        int told = FieldGroup.CONTAINER_NAMES.bit() | FieldGroup.CONTAINER_DETAILS.bit();
        return new SensorPlan(captured, published, projection | told, generic);
    }

    private static BitSet everyEvent() {
        BitSet codes = new BitSet();
        codes.set(0, EventTable.get().size());
        return codes;
    }

    /**
     * What a configuration asks for with some rule sets. Without any, everything.
     *
     * @throws ConfigException if it names an event or a group of fields that there is not
     */
    public static SensorPlan of(CollectorConfig config, List<PlannedRules> rules) {
        CollectorConfig.Capture capture = config.capture();
        if (rules.isEmpty() || config.publish() == CollectorConfig.Publish.ALL) {
            SensorPlan plan = of(capture);
            return config.containers().enabled() ? plan.withContainers() : plan;
        }
        Set<String> generic = new TreeSet<>(capture.events());
        generic.retainAll(Probe.genericSyscalls());
        BitSet archived = config.archive().eventCodes();
        archived.or(codes(capture.events(), generic, Probe.supportedEvents()));
        return following(rules, archived, generic, projection(capture.fields()));
    }

    /**
     * What a configuration asks for, without rules.
     *
     * @throws ConfigException if it names an event or a group of fields that there is not
     */
    public static SensorPlan of(CollectorConfig.Capture capture) {
        int projection = projection(capture.fields());
        if (capture.recording().isPresent()) {
            BitSet every = everyEvent();
            return ofRecording(wanted(capture, every, Set.of(), every), projection);
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

    /**
     * What the kernel is to send for it.
     *
     * @param whole with the environment, whether or not a rule asks for it: as for recordings
     */
    public EventSelection selection(boolean whole) {
        Map<Integer, CallFilter> filters = new HashMap<>();
        decided.kernel().forEach((code, filter) -> filters.put(code, CallFilters.of(code, filter)));
        return EventSelection.of(published)
                .withForState(captured)
                .withGeneric(generic)
                .withFilters(filters)
                .withEnvironment(whole || FieldGroup.ENVIRONMENT.in(projection));
    }

    /** The same for a kernel side to which programs cannot be added any more. */
    SensorPlan within(BitSet selectable, int fields) {
        BitSet possibleCaptured = captured();
        possibleCaptured.and(selectable);
        BitSet possiblePublished = published();
        possiblePublished.and(selectable);
        return new SensorPlan(
                possibleCaptured, possiblePublished, projection & fields, generic, decided);
    }

    /** The rules that decide what leaves; none where everything published does. */
    List<PlannedRules> rules() {
        return decided.rules();
    }

    /** Codes of the published events of which only those leave that a rule may match. */
    public BitSet filtered() {
        return (BitSet) decided.filtered().clone();
    }

    /** Digests of the conditions that decide what leaves of those, sorted. */
    public List<Long> conditions() {
        return decided.conditions();
    }

    boolean isFiltered(int code) {
        return decided.filtered.get(code);
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
        hash = hash(hash, published.toLongArray());
        hash = hash(hash, decided.filtered().toLongArray());
        return hash(hash, decided.conditions().stream().mapToLong(Long::longValue).toArray());
    }

    private static long hash(long begin, long[] words) {
        long hash = begin;
        for (long word : words) {
            hash = (hash ^ word) * 0x100000001b3L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
