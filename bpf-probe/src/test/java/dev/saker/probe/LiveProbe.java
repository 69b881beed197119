// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The probe on this machine's kernel, with everything it sees kept for assertions. */
final class LiveProbe implements AutoCloseable {
    private final Probe probe;
    private final List<SeenEvent> seen = new ArrayList<>();

    private LiveProbe(Probe probe) {
        this.probe = probe;
    }

    static LiveProbe open() throws ProbeException {
        return open(ProbeOptions.defaults());
    }

    static LiveProbe open(ProbeOptions options) throws ProbeException {
        return open(options, true);
    }

    static LiveProbe open(ProbeOptions options, boolean directReads) throws ProbeException {
        List<String> missing = ProbeRequirements.missing();
        assumeTrue(missing.isEmpty(), "live probe: " + missing);
        LiveProbe live = new LiveProbe(Probe.open(options, directReads));
        live.probe.attach();
        return live;
    }

    static BitSet codes(String... codeNames) {
        BitSet codes = new BitSet();
        for (String name : codeNames) {
            codes.set(EventTable.get().byCodeName(name).code());
        }
        return codes;
    }

    Probe probe() {
        return probe;
    }

    /**
     * Everything seen so far, in the order delivered. A process' events are there once it ended.
     */
    List<SeenEvent> seen() {
        ScapEvent event = new ScapEvent();
        probe.reader()
                .flush(
                        (ring, offset, length, cpu) ->
                                seen.add(SeenEvent.of(event.wrap(ring, offset), ring, offset)));
        return seen;
    }

    /** Leaves what was seen so far behind. */
    void forget() {
        seen();
        seen.clear();
    }

    List<SeenEvent> of(long tid, String name) {
        return seen().stream()
                .filter(event -> event.tid() == tid && event.name().equals(name))
                .toList();
    }

    /** The last event of this name: what a deed does is the last thing it does. */
    SeenEvent last(Deed deed, String name) {
        List<SeenEvent> events = of(deed.pid(), name);
        if (events.isEmpty()) {
            throw new AssertionError(
                    "no %s by %d was seen; lost for whatever reason: %d of %d"
                            .formatted(
                                    name,
                                    deed.pid(),
                                    probe.drops().lost(),
                                    probe.drops().produced()));
        }
        return events.get(events.size() - 1);
    }

    @Override
    public void close() {
        probe.close();
    }
}
