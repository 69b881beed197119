// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Bytes of a record that stand for a part of it: nothing that counts is missing from them. */
class RecordBytesTest {
    private static final int SEEDS = 60;

    private final SyscallEventReader reader = new SyscallEventReader();
    private final Slice bytes = new Slice();

    private SyscallEventReader read(GenericRecord event) {
        SyscallEventWriter writer = new SyscallEventWriter();
        writer.write(new GenericEvent(event), -1);
        byte[] record = writer.copyBytes();
        return reader.wrap(record, 0, record.length);
    }

    private String descriptor(GenericRecord event, boolean withTuple) {
        read(event).descriptorBytes(withTuple, bytes);
        return hex(bytes);
    }

    private String tuple(GenericRecord event, boolean withClient) {
        read(event).tupleBytes(withClient, bytes);
        return hex(bytes);
    }

    private String outline(GenericRecord event) {
        read(event).contextOutline(bytes);
        return hex(bytes);
    }

    private static String hex(Slice bytes) {
        assertThat(bytes.present()).isTrue();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            text.append(String.format("%02x", bytes.at(i)));
        }
        return text.toString();
    }

    /** Of two events either the bytes differ or nothing that they stand for does. */
    @Test
    void bytes_thatAreEqual_standForEqualAnswers() {
        Map<String, String> descriptors = new TreeMap<>();
        Map<String, String> outlines = new TreeMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            GenericRecord event = RandomEvents.event(seed);
            String ends = clientOf(event) + serverOf(event);
            assertSame(descriptors, descriptor(event, true), namesOf(event) + ends);
            assertSame(descriptors, "n" + descriptor(event, false), namesOf(event));
            assertSame(descriptors, "t" + tuple(event, true), ends);
            assertSame(descriptors, "s" + tuple(event, false), serverOf(event));
            assertSame(outlines, outline(event), contextOf(event));
        }
        assertThat(outlines).hasSizeGreaterThan(SEEDS / 2);
    }

    @Test
    void bytes_changeWithEachLeafThatTheyStandFor() {
        int tuples = 0;
        int processes = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            GenericRecord event = RandomEvents.event(seed);
            if (event.get("fd") instanceof GenericRecord fd
                    && fd.get("tuple") instanceof GenericRecord ends) {
                tuples++;
                assertChanged(ends, "client_port", () -> descriptor(event, true));
                assertChanged(ends, "server_port", () -> descriptor(event, true));
                assertChanged(ends, "client_port", () -> tuple(event, true));
                assertChanged(ends, "server_port", () -> tuple(event, false));
                assertChanged(ends, "local", () -> tuple(event, false));
            }
            if (event.get("process") instanceof GenericRecord process) {
                processes++;
                assertChanged(process, "flags", () -> outline(event));
                assertChanged(process, "tty", () -> outline(event));
                assertChanged(process, "cap_effective", () -> outline(event));
            }
        }
        assertThat(tuples).isPositive();
        assertThat(processes).isPositive();
    }

    private static void assertChanged(GenericRecord part, String leaf, Supplier<String> bytes) {
        String before = bytes.get();
        Object value = part.get(leaf);
        part.put(leaf, value instanceof Integer number ? (Object) (number ^ 1) : (Long) value ^ 1);
        assertThat(bytes.get()).as(leaf).isNotEqualTo(before);
        part.put(leaf, value);
    }

    private static void assertSame(Map<String, String> known, String bytes, String answer) {
        String before = known.putIfAbsent(bytes, answer);
        assertThat(before == null ? answer : before).isEqualTo(answer);
    }

    private String namesOf(GenericRecord event) {
        read(event);
        Slice name = new Slice();
        reader.fdName(name);
        Slice raw = new Slice();
        reader.fdNameRaw(raw);
        return name.present() + " " + name + " " + raw.present() + " " + raw + " ";
    }

    private String clientOf(GenericRecord event) {
        read(event);
        Slice ip = new Slice();
        reader.clientIp(ip);
        return reader.hasTuple() + " " + ip.present() + " " + hexOf(ip) + reader.clientPort();
    }

    private String serverOf(GenericRecord event) {
        read(event);
        Slice ip = new Slice();
        reader.serverIp(ip);
        String address = ip.present() + " " + hexOf(ip) + reader.serverPort();
        return reader.hasTuple() + " " + address + " " + reader.localEnd();
    }

    private static String hexOf(Slice slice) {
        return slice.present() ? hex(slice) : "";
    }

    /** All answers about it but ids, times and the program's inode. */
    private String contextOf(GenericRecord event) {
        read(event);
        StringBuilder all = new StringBuilder();
        Slice text = new Slice();
        reader.processName(text);
        all.append(text).append(' ');
        reader.processExePath(text);
        all.append(text).append(' ');
        reader.processCwd(text);
        all.append(text).append(' ').append(reader.processArgCount()).append(' ');
        for (int i = 0; i < reader.processArgCount(); i++) {
            reader.processArg(i, text);
            all.append(text).append(' ');
        }
        all.append(reader.processFlags()).append(' ').append(reader.processTty()).append(' ');
        all.append(reader.processCapInheritable()).append(' ');
        all.append(reader.processCapEffective()).append(' ').append(reader.userUid()).append(' ');
        reader.containerId(text);
        all.append(text).append(' ');
        reader.userLoginName(text);
        all.append(text).append(' ').append(reader.ancestorCount()).append(' ');
        for (int i = 0; i < reader.ancestorCount(); i++) {
            reader.ancestorName(i, text);
            all.append(text).append(' ').append(reader.hasAncestorDetails(i)).append(' ');
            reader.ancestorExePath(i, text);
            all.append(text).append(' ').append(reader.ancestorArgCount(i)).append(' ');
        }
        return all.toString();
    }

    /** What differs between processes that are alike else. */
    @Test
    void outline_ofAProcessWithOtherIdsAndTimes_isTheSame() {
        int alike = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            GenericRecord event = RandomEvents.event(seed);
            String before = outline(event);
            if (event.get("process") instanceof GenericRecord process) {
                for (String own : new String[] {"pid", "vpid", "vtid", "sid", "pgid", "vpgid"}) {
                    process.put(own, 1L << 40 | seed);
                }
                process.put("clone_time", 1L);
                process.put("exe_ino", 1L << 33);
                process.put("exe_mtime", 1L << 50);
                alike++;
            }
            for (Object ancestor : (Iterable<?>) event.get("ancestors")) {
                ((GenericRecord) ancestor).put("pid", 1L << 20);
                ((GenericRecord) ancestor).put("vpid", 1L << 21);
                ((GenericRecord) ancestor).put("clone_time", 1L << 22);
            }

            assertThat(outline(event)).as("seed %d", seed).isEqualTo(before);
        }
        assertThat(alike).isGreaterThan(SEEDS / 2);
    }

    /** The walk for it tells where the context ends, as any other does. */
    @Test
    void answers_afterAnOutline_areThoseWithoutOne() throws ReflectiveOperationException {
        List<Method> questions = SourceAnswers.questions();
        for (int seed = 0; seed < SEEDS; seed++) {
            GenericRecord event = RandomEvents.event(seed);
            int end = read(event).contextEnd();
            Map<String, String> answers = SourceAnswers.ask(read(event), questions);
            read(event).contextOutline(bytes);

            assertThat(reader.contextEnd()).as("seed %d", seed).isEqualTo(end);
            assertThat(SourceAnswers.ask(reader, questions)).as("seed %d", seed).isEqualTo(answers);
        }
    }

    @Test
    void outline_ofARecordCutOff_isAbsent() {
        for (int seed = 0; seed < SEEDS; seed++) {
            read(RandomEvents.event(seed));
            byte[] record = reader.array();
            int start = reader.contextStart();
            int end = reader.contextEnd();
            for (int length = start; length < end; length++) {
                SyscallEventReader cut = new SyscallEventReader().wrap(record, 0, length);
                cut.contextOutline(bytes);

                assertThat(bytes.present()).as("%d of seed %d", length, seed).isFalse();
            }
        }
    }
}
