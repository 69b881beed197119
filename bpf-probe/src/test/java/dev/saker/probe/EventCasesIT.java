// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.EventTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event that the probe supports, with every parameter, on this machine's kernel. */
class EventCasesIT {
    @AutoClose private static LiveProbe live;
    @TempDir Path folder;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open(ProbeOptions.defaults().withEvents(Probe.supportedEvents()));
        live.probe().setEvents(new BitSet());
        live.forget();
    }

    static List<EventCase> cases() throws IOException {
        return EventCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void deed_isSeenWithEveryParameter(EventCase deeds) throws Exception {
        BitSet code = new BitSet();
        code.set(deeds.code());
        live.forget();
        live.probe().setEvents(code);
        Deed deed = deeds.perform(folder);
        live.probe().setEvents(new BitSet());

        Map<String, String> expected = deeds.expected(deed, folder);
        Map<String, String> seen = texts(last(deed, code));
        expected.replaceAll((name, value) -> value.equals("?") ? seen.get(name) : value);

        assertThat(seen).isEqualTo(expected);
    }

    /** What the script writes in the end to say how its calls went is none of its deeds. */
    private static SeenEvent last(Deed deed, BitSet code) {
        List<SeenEvent> events =
                live.seen().stream()
                        .filter(event -> event.tid() == deed.pid())
                        .filter(event -> !Long.valueOf(200).equals(event.params().get("fd")))
                        .filter(event -> !Long.valueOf(231).equals(event.params().get("nativeID")))
                        .toList();
        assertThat(events).as("events of " + code + " by " + deed).isNotEmpty();
        return events.get(events.size() - 1);
    }

    private static Map<String, String> texts(SeenEvent event) {
        Map<String, String> texts = new LinkedHashMap<>();
        event.params()
                .forEach((name, value) -> texts.put(name, value == null ? "-" : value.toString()));
        return texts;
    }

    @Test
    void everySupportedEvent_hasACase() throws Exception {
        BitSet without = Probe.supportedEvents();
        cases().forEach(deeds -> without.clear(deeds.code()));

        assertThat(without.stream().mapToObj(code -> EventTable.get().event(code).codeName()))
                .isEmpty();
    }
}
