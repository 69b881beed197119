// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.FdEntry;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.ThreadEntry;
import dev.saker.scap.EventTable;
import dev.saker.scap.FlagTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.Syscalls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * What Falco prints of a parameter, said once more, one rule per type, in the plainest way there
 * is: the raw text, and the resolved text, which is empty where there is none.
 */
record ExpectedText(String raw, String resolved) {
    private static final Map<Long, String> USERS = Map.of(0L, "root", 1000L, "alice");
    private static final Map<Long, String> GROUPS = Map.of(0L, "root", 1000L, "users");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS").withZone(ZoneOffset.UTC);

    String shown() {
        return resolved.isEmpty() ? raw : resolved;
    }

    String named(String name) {
        return name + "=" + raw + (resolved.isEmpty() ? "" : "(" + resolved + ")");
    }

    static ExpectedText of(ScapEvent event, int index, HostState host, ThreadEntry thread) {
        ParamInfo param = event.info().params().get(index);
        byte[] bytes = new byte[event.paramLength(index)];
        event.copyParam(index, bytes, 0);
        if (param.type() == ParamType.FSRELPATH && bytes.length > 0 && thread != null) {
            String base = text(thread.cwd());
            long dirfd = event.longParam(param.dirfdParam(), -100);
            if (dirfd != -100) {
                FdEntry directory = thread.fds().get(dirfd);
                boolean named = directory != null && directory.name().length > 0;
                base = named ? text(directory.name()) + "/" : "";
            }
            return path(cString(bytes), base);
        }
        return of(param, bytes, host, thread);
    }

    private static ExpectedText of(
            ParamInfo param, byte[] bytes, HostState host, ThreadEntry thread) {
        if (bytes.length == 0) {
            return raw(
                    switch (param.type()) {
                        case BYTEBUF, SOCKTUPLE, FDLIST, CHARBUFARRAY, CHARBUF_PAIR_ARRAY, DYN ->
                                "NULL";
                        default -> "<NA>";
                    });
        }
        return switch (param.type()) {
            case CHARBUF -> raw(cString(bytes));
            case FSPATH, FSRELPATH ->
                    thread == null ? raw(cString(bytes)) : path(cString(bytes), text(thread.cwd()));
            case BYTEBUF -> raw(dotted(bytes));
            case SOCKADDR -> raw(address(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
            case SOCKTUPLE -> raw(tuple(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
            case FDLIST -> raw(thread == null ? "(n.a.)" : fdList(bytes, thread));
            case DYN -> dynamic(param, bytes, host, thread);
            case IPV4ADDR, IPV6ADDR -> raw(ip(bytes));
            case CHARBUFARRAY, CHARBUF_PAIR_ARRAY -> raw("(n.a.)");
            default -> number(param, integer(param.type(), bytes), host, thread);
        };
    }

    private static ExpectedText number(
            ParamInfo param, long value, HostState host, ThreadEntry thread) {
        String decimal = Long.toString(value);
        return switch (param.type()) {
            case FD -> new ExpectedText(decimal, descriptor(value, thread));
            case ERRNO -> new ExpectedText(decimal, error(value));
            case PID -> {
                ThreadEntry process = host.threads().get(value);
                yield new ExpectedText(decimal, process == null ? "" : text(process.name));
            }
            case UID -> owner(value, USERS);
            case GID -> owner(value, GROUPS);
            case SIGTYPE -> new ExpectedText(decimal, first(EventTable.get().signals(), value));
            case SYSCALLID -> {
                String name = Syscalls.get().scapName((int) value).orElse("");
                yield name.isEmpty() ? raw("<unknown syscall>") : new ExpectedText(decimal, name);
            }
            case RELTIME ->
                    value == -1
                            ? raw("none")
                            : new ExpectedText(Long.toUnsignedString(value), seconds(value));
            case ABSTIME ->
                    raw(
                            TIME.format(
                                    Instant.ofEpochSecond(
                                            Long.divideUnsigned(value, 1_000_000_000),
                                            Long.remainderUnsigned(value, 1_000_000_000))));
            case SIGSET -> raw(signals(value));
            case FLAGS8, FLAGS16, FLAGS32 ->
                    new ExpectedText(decimal, flags(param.flags().entries(), value));
            case ENUMFLAGS8, ENUMFLAGS16, ENUMFLAGS32 ->
                    new ExpectedText(
                            decimal,
                            param.flags().entries().stream()
                                    .filter(entry -> entry.value() == value)
                                    .map(FlagTable.Entry::name)
                                    .collect(Collectors.joining("|")));
            case MODE ->
                    new ExpectedText(printf(param, value), flags(param.flags().entries(), value));
            default -> raw(printf(param, value));
        };
    }

    /** As C would, where whatever is smaller than an int is one, and nothing is without a sign. */
    private static String printf(ParamInfo param, long value) {
        boolean wide = param.type().width() == Long.BYTES;
        long bits = wide ? value : value & 0xffffffffL;
        return switch (param.format()) {
            case HEX -> Long.toHexString(bits).toUpperCase(Locale.ROOT);
            case OCT -> bits == 0 ? "0" : "0" + Long.toOctalString(bits);
            default -> wide ? Long.toString(value) : Integer.toString((int) value);
        };
    }

    /** Each name takes its bits away; the walk ends at a name for the whole. */
    private static String flags(List<FlagTable.Entry> entries, long value) {
        StringJoiner names = new StringJoiner("|");
        long left = value;
        for (FlagTable.Entry entry : entries) {
            boolean isZero = entry.value() == 0 && value == 0;
            boolean isIn =
                    entry.value() != 0 && left != 0 && (left & entry.value()) == entry.value();
            if (isZero || isIn) {
                names.add(entry.name());
                left &= ~entry.value();
                if (entry.value() == value) {
                    break;
                }
            }
        }
        return names.toString();
    }

    private static String descriptor(long fd, ThreadEntry thread) {
        if (fd < 0) {
            return fd == -100 ? "AT_FDCWD" : error(fd);
        }
        FdEntry entry = thread == null ? null : thread.fds().get(fd);
        if (entry == null) {
            return "";
        }
        String protocol =
                switch (entry.visibleProtocol()) {
                    case TCP -> "t";
                    case UDP -> "u";
                    case ICMP -> "i";
                    case RAW -> "r";
                    default -> "";
                };
        String kind = entry.type().typeChar() + (entry.isIp() ? protocol : "");
        return "<" + kind + ">" + text(entry.name());
    }

    private static String fdList(byte[] bytes, ThreadEntry thread) {
        ByteBuffer list = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        StringJoiner items = new StringJoiner(" ");
        for (int left = list.getShort(); left > 0; left--) {
            long fd = list.getLong();
            FdEntry entry = thread.fds().get(fd);
            items.add(
                    Long.toUnsignedString(fd)
                            + ":"
                            + (entry == null ? '?' : entry.type().typeChar())
                            + String.format("%x", (int) list.getShort()));
        }
        return items.toString();
    }

    private static ExpectedText dynamic(
            ParamInfo param, byte[] bytes, HostState host, ThreadEntry thread) {
        int picked = bytes[0] & 0xff;
        return picked >= param.alternatives().size()
                ? raw("INVALID DYNAMIC PARAMETER")
                : of(
                        param.alternatives().get(picked),
                        Arrays.copyOfRange(bytes, 1, bytes.length),
                        host,
                        thread);
    }

    private static ExpectedText path(String path, String base) {
        if (path.isEmpty() || path.startsWith("/") || path.equals("<NA>")) {
            return raw(path);
        }
        if (base.length() + path.length() + 1 > 1024) {
            return new ExpectedText(path, "/DIR_TOO_LONG/FILENAME_TOO_LONG");
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : base.split("/")) {
            if (!part.isEmpty()) {
                parts.add(part); // a base is in order already
            }
        }
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        String root = base.startsWith("/") ? "/" : "";
        return new ExpectedText(path, root + String.join("/", parts));
    }

    private static ExpectedText owner(long id, Map<Long, String> names) {
        return id == 0xffffffffL
                ? new ExpectedText("-1", "<NONE>")
                : new ExpectedText(Integer.toString((int) id), names.getOrDefault(id, "<NA>"));
    }

    private static String signals(long bits) {
        StringJoiner names = new StringJoiner(" ");
        for (int signal = 1; signal <= 32; signal++) {
            String name = first(EventTable.get().signals(), signal);
            if ((bits & 1L << signal - 1) != 0 && !name.isEmpty()) {
                names.add(name);
            }
        }
        return names.toString();
    }

    private static String seconds(long nanos) {
        double span = Double.parseDouble(Long.toUnsignedString(nanos)) / 1e9;
        String text = String.format(Locale.ROOT, "%.5e", span);
        int exponent = span == 0 ? 0 : Integer.parseInt(text.substring(text.indexOf('e') + 1));
        boolean plain = exponent >= -4 && exponent < 6;
        String digits =
                plain
                        ? String.format(Locale.ROOT, "%." + (5 - exponent) + "f", span)
                        : text.substring(0, text.indexOf('e'));
        String trimmed = digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits;
        return trimmed + (plain ? "" : text.substring(text.indexOf('e'))) + "s";
    }

    private static String address(ByteBuffer bytes) {
        int family = bytes.get();
        return switch (family) {
            case 1 -> endsInZero(bytes, 2) ? cString(rest(bytes)) : "INVALID PATH";
            case 2 -> bytes.remaining() < 6 ? "INVALID IPv4" : end(bytes, 4);
            case 10 -> bytes.remaining() < 18 ? "INVALID IPv6" : end(bytes, 16);
            default -> "family " + family;
        };
    }

    private static String tuple(ByteBuffer bytes) {
        int family = bytes.get();
        return switch (family) {
            case 1 ->
                    endsInZero(bytes, 18)
                            ? Long.toHexString(bytes.getLong())
                                    + "->"
                                    + Long.toHexString(bytes.getLong())
                                    + " "
                                    + cString(rest(bytes))
                            : "INVALID PATH";
            case 2 ->
                    bytes.remaining() < 12 ? "INVALID IPv4" : end(bytes, 4) + "->" + end(bytes, 4);
            case 10 -> {
                if (bytes.remaining() < 36) {
                    yield "INVALID IPv6";
                }
                String from = end(bytes, 16);
                String to = end(bytes, 16);
                String mapped = "::ffff:";
                boolean isIpv4 = from.startsWith(mapped) && to.startsWith(mapped);
                yield isIpv4
                        ? from.substring(mapped.length()) + "->" + to.substring(mapped.length())
                        : from + "->" + to;
            }
            default -> "family " + family;
        };
    }

    private static boolean endsInZero(ByteBuffer bytes, int least) {
        return bytes.limit() >= least && bytes.get(bytes.limit() - 1) == 0;
    }

    private static String end(ByteBuffer bytes, int length) {
        byte[] address = new byte[length];
        bytes.get(address);
        return ip(address) + ":" + (bytes.getShort() & 0xffff);
    }

    private static String ip(byte[] address) {
        try {
            return address.length == 4
                    ? InetAddress.getByAddress(address).getHostAddress()
                    : ipv6(ByteBuffer.wrap(address));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }

    /** Groups in hexadecimal; of the longest runs of zeros the first is squeezed to two colons. */
    private static String ipv6(ByteBuffer address) {
        StringJoiner joined = new StringJoiner(":");
        for (int group = 0; group < 8; group++) {
            joined.add(Integer.toHexString(address.getShort(2 * group) & 0xffff));
        }
        String text = joined.toString();
        if (text.startsWith("0:0:0:0:0:ffff:")) {
            byte[] last = Arrays.copyOfRange(address.array(), 12, 16);
            return "::ffff:" + ip(last);
        }
        for (int run = 8; run >= 2; run--) {
            String zeros = "0" + ":0".repeat(run - 1);
            String found = (":" + text + ":").replaceFirst(":" + zeros + ":", "::");
            if (!found.equals(":" + text + ":")) {
                String squeezed = found.startsWith("::") ? found : found.substring(1);
                return squeezed.endsWith("::")
                        ? squeezed
                        : squeezed.substring(0, squeezed.length() - 1);
            }
        }
        return text;
    }

    private static String error(long value) {
        return value < 0 ? first(EventTable.get().errors(), -value) : "";
    }

    private static String first(FlagTable names, long value) {
        return names.entries().stream()
                .filter(entry -> entry.value() == value)
                .map(FlagTable.Entry::name)
                .findFirst()
                .orElse("");
    }

    private static String dotted(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte letter : bytes) {
            text.append(letter >= 0x20 && letter < 0x7f ? (char) letter : '.');
        }
        return text.toString();
    }

    private static long integer(ParamType type, byte[] bytes) {
        long value = 0;
        for (int i = 0; i < bytes.length; i++) {
            value |= (bytes[i] & 0xffL) << i * Byte.SIZE;
        }
        int unused = Long.SIZE - bytes.length * Byte.SIZE;
        return type.isSigned() ? value << unused >> unused : value;
    }

    private static byte[] rest(ByteBuffer bytes) {
        return Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit());
    }

    private static String cString(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return text(Arrays.copyOf(bytes, end));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ExpectedText raw(String text) {
        return new ExpectedText(text, "");
    }
}
