// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.scap.EventTable;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import dev.saker.schemas.SyscallEventWriter;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of a recording as the collector would publish them: Avro records. */
final class RecordedEvents implements ReplayHandler {
    private static final int EVERY = 4;

    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final List<byte[]> records = new ArrayList<>();
    private final int projection;
    private final int most;
    private final boolean newNames;
    private final Map<Long, Integer> executions = new HashMap<>();
    private SyscallEventSource source;
    private int opens;

    private RecordedEvents(int projection, int most, boolean newNames) {
        this.projection = projection;
        this.most = most;
        this.newNames = newNames;
    }

    /**
     * The first records of a recording.
     *
     * @param projection the field groups that the rules ask for
     * @param newNames whether every fourth open shall be of a name that never came before, and
     *     every program started have arguments of its own
     */
    static RecordBatch read(Path recording, int projection, int most, boolean newNames)
            throws IOException {
        RecordedEvents events = new RecordedEvents(projection, most, newNames);
        try (RecordingReader reader = RecordingReader.open(recording)) {
            reader.readAll(new Replay(events));
        }
        return RecordBatch.of(events.records);
    }

    @Override
    public void onBegin(SyscallEventSource recorded) {
        source = newNames ? renaming(recorded) : recorded;
    }

    @Override
    public void onEvent() {
        if (records.size() < most) {
            writer.write(source, projection);
            records.add(writer.copyBytes());
        }
    }

    private SyscallEventSource renaming(SyscallEventSource recorded) {
        return (SyscallEventSource)
                Proxy.newProxyInstance(
                        RecordedEvents.class.getClassLoader(),
                        new Class<?>[] {SyscallEventSource.class},
                        (proxy, method, arguments) -> answer(recorded, method, arguments));
    }

    private Object answer(SyscallEventSource recorded, Method method, Object[] arguments)
            throws Throwable {
        try {
            Object answer = method.invoke(recorded, arguments);
            switch (method.getName()) {
                case "type" -> count(recorded);
                case "fdName" -> {
                    if (isOpen(recorded) && opens % EVERY == 0) {
                        append((Slice) arguments[0], "-" + opens);
                    }
                }
                case "processArg" ->
                        append(
                                (Slice) arguments[1],
                                "-" + executions.getOrDefault(recorded.tid(), 0));
                default -> {}
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void count(SyscallEventSource recorded) {
        if (isOpen(recorded)) {
            opens++;
        } else if (name(recorded).startsWith("exec")) {
            executions.put(recorded.tid(), records.size());
        }
    }

    private static boolean isOpen(SyscallEventSource recorded) {
        return name(recorded).startsWith("open");
    }

    private static String name(SyscallEventSource recorded) {
        return EventTable.get().event(recorded.type()).name();
    }

    private static void append(Slice text, String more) {
        if (text.present() && text.length() > 0) {
            text.set((text + more).getBytes(StandardCharsets.UTF_8));
        }
    }
}
