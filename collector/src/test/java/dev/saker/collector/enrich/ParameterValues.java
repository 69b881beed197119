// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.testing.Deeds;
import dev.saker.scap.FlagTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Values worth trying of a parameter, as they stand in an event: its boundaries and some chance.
 */
final class ParameterValues {
    /** Descriptors that {@link EveryParameterTest} gives its processes: 3 up to this. */
    static final int LAST_FD = 9;

    private static final byte[] NONE = {};
    private static final byte[] NOT_UTF8 = {'a', -1, (byte) 0xc3, '(', (byte) 0x80, 'b', 0};
    private static final int CHANCES = 3;
    private static final int LONG_TEXT = 4096;

    /** What 16 bits of length allow, less the byte that says what a dynamic value is. */
    private static final int LONGEST = 0xfffe;

    private final SplittableRandom random;
    private final long knownPid;

    /**
     * @param knownPid somebody that the host knows
     */
    ParameterValues(SplittableRandom random, long knownPid) {
        this.random = random;
        this.knownPid = knownPid;
    }

    List<byte[]> of(ParamInfo param) {
        List<byte[]> values = new ArrayList<>();
        ParamType type = param.type();
        if (type.isInteger()) {
            numbers(param).forEach(number -> values.add(number(number, type.width())));
        } else {
            switch (type) {
                case CHARBUF -> texts(values);
                case FSPATH, FSRELPATH -> paths(values);
                case SOCKADDR -> addresses(values);
                case SOCKTUPLE -> tuples(values);
                case FDLIST -> fdLists(values);
                case DYN -> dynamics(param, values);
                case IPV4ADDR -> values.add(new byte[] {10, 0, 0, -1});
                case IPV6ADDR -> values.add(chance(16));
                case CHARBUFARRAY, CHARBUF_PAIR_ARRAY -> values.add(chance(8));
                default -> buffers(values);
            }
        }
        values.add(NONE);
        return values;
    }

    private List<Long> numbers(ParamInfo param) {
        List<Long> numbers = new ArrayList<>(List.of(0L, 1L, -1L));
        switch (param.type()) {
            case FD -> {
                for (long fd = 2; fd <= LAST_FD; fd++) {
                    numbers.add(fd);
                }
                numbers.addAll(List.of(900L, -2L, -9L, -100L, -4000L, Long.MAX_VALUE));
            }
            case ERRNO -> numbers.addAll(List.of(77L, -2L, -11L, -115L, -512L, -4000L));
            case PID -> numbers.addAll(List.of(knownPid, 7_777_777L, -3L));
            case UID, GID -> numbers.addAll(List.of(1000L, 4242L, 0xfffffffeL));
            case SIGTYPE -> numbers.addAll(List.of(9L, 31L, 64L, 200L));
            case SYSCALLID -> numbers.addAll(List.of(3L, 300L, 0xfff0L));
            case SIGSET -> numbers.addAll(List.of(0x100L, 0x80000001L, 0x4002L));
            case RELTIME ->
                    numbers.addAll(List.of(999L, 1_500_000_000L, 123_456_789_012L, 1L << 62));
            case ABSTIME -> numbers.addAll(List.of(1_700_000_000_123_456_789L, 951_782_399L << 30));
            default -> numbers.addAll(extremes(param.type()));
        }
        for (FlagTable.Entry entry : param.flags().entries()) {
            numbers.add(entry.value());
        }
        for (int chance = 0; chance < CHANCES; chance++) {
            // Of descriptors and results Falco looks at the lower half only to name an error.
            boolean error = param.type() == ParamType.FD || param.type() == ParamType.ERRNO;
            numbers.add(error ? -random.nextLong(200) : random.nextLong());
        }
        return numbers;
    }

    private static List<Long> extremes(ParamType type) {
        int bits = type.width() * Byte.SIZE;
        return List.of(
                Long.MIN_VALUE >> Long.SIZE - bits, Long.MAX_VALUE >> Long.SIZE - bits, 4919L);
    }

    private static byte[] number(long value, int width) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = (byte) (value >> i * Byte.SIZE);
        }
        return bytes;
    }

    private void texts(List<byte[]> values) {
        values.addAll(List.of(text(""), text("plain"), text("<NA>"), text("a b=(c) \t\n\"\\")));
        values.addAll(List.of(NOT_UTF8, text("größe"), text("x".repeat(LONG_TEXT))));
        values.add(new byte[] {'o', 'p', 'e', 'n'}); // not closed by a zero byte
        values.add(new byte[] {'t', 'w', 'o', 0, 't', 'e', 'x', 't', 's', 0});
        byte[] noise = chance(20);
        noise[19] = 0;
        values.add(noise);
    }

    private void paths(List<byte[]> values) {
        values.addAll(List.of(text(""), text("<NA>"), text("/"), text("/etc//passwd"), text(".")));
        values.addAll(
                List.of(text("x"), text("./a//b/"), text("../up/./here"), text("../../../..")));
        values.addAll(List.of(text("d/" + "n".repeat(1100)), text("/" + "n".repeat(1100))));
        values.add(NOT_UTF8);
        values.add(new byte[] {'o', 'p', 'e', 'n'});
    }

    private void addresses(List<byte[]> values) {
        values.add(Deeds.address("192.0.2.7", 65535));
        values.add(Deeds.address("2001:db8:0:0:1::7", 443));
        values.add(Deeds.address("::ffff:10.0.0.9", 80));
        values.add(Deeds.address("::", 0));
        values.add(new byte[] {1, '/', 'r', 'u', 'n', 0});
        values.add(new byte[] {1, 0});
        values.add(new byte[] {16, 1, 2, 3, 4}); // netlink
        values.addAll(List.of(new byte[] {2, 10, 0}, new byte[] {10, 1}, new byte[] {1, 'x'}));
    }

    private void tuples(List<byte[]> values) {
        values.add(Deeds.tuple("10.0.0.1", 40000, "192.0.2.7", 443));
        values.add(Deeds.tuple("0.0.0.0", 0, "255.255.255.255", 65535));
        values.add(Deeds.tuple("2001:db8::1", 40000, "fe80:0:0:1:0:0:0:2", 53));
        values.add(Deeds.tuple("::1", 1, "::", 2));
        values.add(Deeds.tuple("::ffff:10.0.0.1", 1, "::ffff:10.0.0.2", 2));
        values.add(Deeds.unixTuple(0xffff888012345678L, 0, "/run/app.sock"));
        values.add(Deeds.unixTuple(0, 0, ""));
        values.add(new byte[] {16, 1});
        values.addAll(List.of(new byte[] {2, 10}, new byte[] {10, 1}, new byte[] {1, 2, 3}));
    }

    private void fdLists(List<byte[]> values) {
        values.add(fdList(0));
        values.add(fdList(1));
        values.add(fdList(2 * LAST_FD));
    }

    private byte[] fdList(int size) {
        ByteBuffer list = ByteBuffer.allocate(2 + 10 * size).order(ByteOrder.LITTLE_ENDIAN);
        list.putShort((short) size);
        for (int fd = 0; fd < size; fd++) {
            list.putLong(fd == LAST_FD + 1 ? -1 : fd).putShort((short) random.nextInt());
        }
        return list.array();
    }

    private void dynamics(ParamInfo param, List<byte[]> values) {
        for (int picked = 0; picked < param.alternatives().size(); picked++) {
            for (byte[] value : of(param.alternatives().get(picked))) {
                if (value.length > 0) {
                    values.add(prefixed(picked, value));
                }
            }
        }
        values.add(prefixed(param.alternatives().size(), chance(4)));
        values.add(prefixed(255, NONE));
    }

    private static byte[] prefixed(int first, byte[] rest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        bytes.writeBytes(rest);
        return bytes.toByteArray();
    }

    private void buffers(List<byte[]> values) {
        values.add(new byte[] {'a', 0, 'b', 0});
        values.add(new byte[] {0});
        values.add(chance(80));
        values.add(chance(random.nextInt(8) == 0 ? LONGEST : LONG_TEXT));
    }

    private byte[] chance(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }
}
