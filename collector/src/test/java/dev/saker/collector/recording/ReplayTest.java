// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.EventCodes;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordingReader;
import dev.saker.scap.file.RecordingWriter;
import dev.saker.schemas.MalformedEventException;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Recordings that are not one whole: two in a file, and events that are not what they should be.
 */
class ReplayTest {
    private static final long TID = 42;
    private static final byte[] CUT_NUMBER = {1, 2, 3};

    private final List<String> seen = new ArrayList<>();
    private final Replay replay =
            new Replay(
                    new ReplayHandler() {
                        private SyscallEventSource event;

                        @Override
                        public void onBegin(SyscallEventSource source) {
                            event = source;
                            seen.add("begin " + text(source::node));
                        }

                        @Override
                        public void onEvent() {
                            String name = EventTable.get().event(event.type()).name();
                            String fd = event.hasFd() ? " " + text(event::fdName) : "";
                            String process = text(event::processName);
                            seen.add(event.num() + " " + process + " " + name + fd);
                        }
                    });

    private interface Field {
        void read(Slice into);
    }

    @Test
    void joinedRecordings_startWithAnotherHost_andCountOn() throws IOException {
        byte[] first = recording("first", "cat", open("/etc/passwd"), close());
        byte[] second = recording("second", "dog", close(), open("/etc/group"));

        run(first, second);

        assertThat(seen)
                .containsExactly(
                        "begin first",
                        "1 cat open /etc/passwd",
                        "2 cat close /etc/passwd",
                        "begin second",
                        "3 dog close ",
                        "4 dog open /etc/group");
        assertThat(replay.events()).isEqualTo(4);
        assertThat(replay.notUnderstood()).isZero();
    }

    @Test
    void joinedRecording_withoutEvents_leavesTheNextToItsOwnHost() throws IOException {
        run(recording("first", "cat"), recording("second", "dog", close()));

        assertThat(seen).containsExactly("begin second", "1 dog close ");
    }

    /** The thread is gone all the same: its number's next event is by somebody nobody knows. */
    @Test
    void exitWithAnOddParameter_isNotShown_butEndsItsThread() throws IOException {
        ScapEventWriter exit = begin(EventCodes.PROCEXIT);
        for (ParamInfo param : EventTable.get().event(EventCodes.PROCEXIT).params()) {
            if (param.name().equals("reaper_tid")) {
                exit.putBytes(CUT_NUMBER);
            } else {
                exit.putLong(0);
            }
        }
        byte[] odd = bytes(exit);

        run(recording("host", "cat", open("/etc/passwd"), odd, close()));

        assertThat(seen).containsExactly("begin host", "1 cat open /etc/passwd", "3 <NA> close ");
        assertThat(replay.notUnderstood()).isEqualTo(1);
        assertThat(replay.events()).isEqualTo(3);
    }

    /** What is odd may be what only the handler asks for; the descriptor is closed by then. */
    @Test
    void eventThatTheHandlerFailsOn_endsItsDescriptor() throws IOException {
        List<Boolean> open = new ArrayList<>();
        Replay failing =
                new Replay(
                        new ReplayHandler() {
                            private SyscallEventSource event;

                            @Override
                            public void onBegin(SyscallEventSource source) {
                                event = source;
                            }

                            @Override
                            public void onEvent() {
                                open.add(event.openFdType(3) >= 0);
                                if (event.type() == EventCodes.CLOSE) {
                                    throw new MalformedEventException("odd", 0);
                                }
                            }
                        });

        byte[] recording = recording("host", "cat", open("/a"), close(), mkdir());
        failing.run(new RecordingReader(new ByteArrayInputStream(recording)));

        assertThat(open).containsExactly(true, true, false);
        assertThat(failing.notUnderstood()).isEqualTo(1);
    }

    private void run(byte[]... recordings) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] recording : recordings) {
            joined.writeBytes(recording);
        }
        replay.run(new RecordingReader(new ByteArrayInputStream(joined.toByteArray())));
    }

    private static byte[] recording(String node, String process, byte[]... events)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RecordingWriter writer = new RecordingWriter(bytes)) {
            writer.machine(new Machine(1, 1, 1, node, 1, 0));
            RecordedProcess entry = new RecordedProcess();
            entry.tid = TID;
            entry.pid = TID;
            entry.ptid = 1;
            entry.comm = process.getBytes(StandardCharsets.UTF_8);
            writer.processes(List.of(entry));
            for (byte[] event : events) {
                writer.event(
                        ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN),
                        0,
                        event.length,
                        0,
                        0);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] open(String path) {
        ScapEventWriter open = begin(EventCodes.OPEN).putLong(3).putText(path);
        return bytes(open.putLong(1).putLong(0).putLong(5).putLong(6));
    }

    private static byte[] close() {
        return bytes(begin(EventCodes.CLOSE).putLong(0).putLong(3));
    }

    private static byte[] mkdir() {
        int code = EventTable.get().byCodeName("PPME_SYSCALL_MKDIR_2_X").code();
        return bytes(begin(code).putLong(0).putText("/new").putLong(0));
    }

    private static ScapEventWriter begin(int code) {
        return new ScapEventWriter().begin(1_000_000_000L, TID, code);
    }

    private static byte[] bytes(ScapEventWriter event) {
        ByteBuffer buffer = event.end();
        byte[] bytes = new byte[buffer.limit()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static String text(Field field) {
        Slice slice = new Slice();
        field.read(slice);
        return slice.toString();
    }
}
