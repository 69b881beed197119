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
public final class RecordedEvents implements ReplayHandler {
    private static final int EVERY = 4;
    private static final byte[] NODE = "node-1".getBytes(StandardCharsets.UTF_8);

    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final List<byte[]> records = new ArrayList<>();
    private final int projection;
    private final int most;
    private final Seen seen;
    private final Map<Long, Integer> executions = new HashMap<>();
    private SyscallEventSource source;
    private int opens;

    /** What is made of events before they are written. */
    private enum Seen {
        AS_RECORDED,
        WITH_NEW_NAMES,
        AT_ONE_TIME
    }

    private RecordedEvents(int projection, int most, Seen seen) {
        this.projection = projection;
        this.most = most;
        this.seen = seen;
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
        Seen seen = newNames ? Seen.WITH_NEW_NAMES : Seen.AS_RECORDED;
        return RecordBatch.of(read(recording, new RecordedEvents(projection, most, seen)));
    }

    /**
     * The first records of a recording, all with the time, the publish position and the node of
     * {@link OrdinaryEvents}, for others to be put in.
     */
    public static List<byte[]> atOneTime(Path recording, int projection, int most)
            throws IOException {
        return read(recording, new RecordedEvents(projection, most, Seen.AT_ONE_TIME));
    }

    private static List<byte[]> read(Path recording, RecordedEvents events) throws IOException {
        try (RecordingReader reader = RecordingReader.open(recording)) {
            reader.readAll(new Replay(events));
        }
        return events.records;
    }

    @Override
    public void onBegin(SyscallEventSource recorded) {
        source =
                switch (seen) {
                    case AS_RECORDED -> recorded;
                    case WITH_NEW_NAMES -> changed((m, a) -> renamed(recorded, m, a));
                    case AT_ONE_TIME -> changed((m, a) -> atOneTime(recorded, m, a));
                };
    }

    @Override
    public void onEvent() {
        if (records.size() < most) {
            writer.write(source, projection);
            records.add(writer.copyBytes());
        }
    }

    /** How a source answers. */
    private interface Answers {
        Object to(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static SyscallEventSource changed(Answers answers) {
        return (SyscallEventSource)
                Proxy.newProxyInstance(
                        RecordedEvents.class.getClassLoader(),
                        new Class<?>[] {SyscallEventSource.class},
                        (proxy, method, arguments) -> {
                            try {
                                return answers.to(method, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static Object atOneTime(SyscallEventSource recorded, Method method, Object[] arguments)
            throws ReflectiveOperationException {
        Object answer = method.invoke(recorded, arguments);
        switch (method.getName()) {
            case "time":
                return OrdinaryEvents.time();
            case "run":
                return 1L;
            case "pubSeq":
                return OrdinaryEvents.pubSeq();
            case "node":
                ((Slice) arguments[0]).set(NODE);
                return answer;
            default:
                return answer;
        }
    }

    private Object renamed(SyscallEventSource recorded, Method method, Object[] arguments)
            throws ReflectiveOperationException {
        Object answer = method.invoke(recorded, arguments);
        switch (method.getName()) {
            case "type" -> count(recorded);
            case "fdName" -> {
                if (isOpen(recorded) && opens % EVERY == 0) {
                    append((Slice) arguments[0], "-" + opens);
                }
            }
            case "processArg" ->
                    append((Slice) arguments[1], "-" + executions.getOrDefault(recorded.tid(), 0));
            default -> {}
        }
        return answer;
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
