// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.scap.EventLayout;
import dev.saker.scap.EventTable;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordingCounts;
import dev.saker.scap.file.RecordingHandler;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a recording holds. */
public final class RecordingInfo implements RecordingHandler {
    private final long[] byCode = new long[EventTable.get().size()];
    private boolean begun;
    private String machine = "unknown";
    private long processes;
    private long descriptors;
    private long firstTime = Long.MAX_VALUE;
    private long lastTime = Long.MIN_VALUE;

    @Override
    public void onBegin() {
        begun = true;
    }

    /** Whether it is a recording at all. */
    public boolean hasBegun() {
        return begun;
    }

    @Override
    public void onMachine(Machine recorded) {
        machine = recorded.hostName() + ", " + recorded.cpus() + " CPUs";
    }

    @Override
    public void onProcess(RecordedProcess process) {
        processes++;
    }

    @Override
    public void onDescriptor(long tid, RecordedDescriptor descriptor) {
        descriptors++;
    }

    @Override
    public void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {
        long time = buffer.getLong(offset + EventLayout.TIME);
        firstTime = Math.min(firstTime, time);
        lastTime = Math.max(lastTime, time);
        byCode[Short.toUnsignedInt(buffer.getShort(offset + EventLayout.TYPE))]++;
    }

    /** Lines, each with its end. */
    public String text(RecordingCounts counts) {
        StringBuilder text = new StringBuilder();
        line(text, "machine", machine);
        if (counts.events() > 0) {
            line(text, "first event", instant(firstTime).toString());
            line(text, "last event", instant(lastTime).toString());
        }
        line(text, "threads at the beginning", Long.toString(processes));
        line(text, "descriptors at the beginning", Long.toString(descriptors));
        line(text, "blocks of unknown kinds", Long.toString(counts.unknownBlocks()));
        line(text, "events of unknown types", Long.toString(counts.unknownEvents()));
        line(text, "events", Long.toString(counts.events()));
        byName().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> line(text, "  " + entry.getKey(), entry.getValue().toString()));
        return text.toString();
    }

    private Map<String, Long> byName() {
        Map<String, Long> byName = new TreeMap<>();
        for (int code = 0; code < byCode.length; code++) {
            if (byCode[code] > 0) {
                byName.merge(EventTable.get().event(code).name(), byCode[code], Long::sum);
            }
        }
        return byName;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
