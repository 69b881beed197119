// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Names for the values of a flags, enumeration or mode parameter, in the order in which they are
 * tried and printed. A value may have several names, and a name may stand for several bits.
 */
public final class FlagTable {
    /** The table of parameters that have none: no value has a name. */
    public static final FlagTable EMPTY = new FlagTable("", List.of());

    /** A name and its value as it appears on the wire (32 bits, unsigned). */
    public record Entry(String name, long value) {}

    private final String name;

    /** What the entries are made of when somebody first asks for them: most tables nobody does. */
    private final TableText lines;

    private volatile Names names;

    /** The entries, and beside them what rendering takes, so that it neither boxes nor encodes. */
    private record Names(List<Entry> entries, long[] values, byte[][] texts) {
        static Names of(List<Entry> entries) {
            long[] values = new long[entries.size()];
            byte[][] texts = new byte[values.length][];
            for (int i = 0; i < values.length; i++) {
                values[i] = entries.get(i).value();
                texts[i] = entries.get(i).name().getBytes(StandardCharsets.UTF_8);
            }
            return new Names(List.copyOf(entries), values, texts);
        }
    }

    public FlagTable(String name, List<Entry> entries) {
        this.name = name;
        this.lines = null;
        this.names = Names.of(entries);
    }

    /**
     * @param lines a name and its value each, indented
     */
    FlagTable(String name, TableText lines) {
        this.name = name;
        this.lines = lines;
    }

    /** Two threads may both make them; they are the same. */
    private Names names() {
        Names known = names;
        if (known == null) {
            known = Names.of(read(lines.again()));
            names = known;
        }
        return known;
    }

    private static List<Entry> read(TableText lines) {
        List<Entry> entries = new ArrayList<>();
        while (lines.nextLine()) {
            lines.skipIndent();
            String entryName = lines.field();
            entries.add(new Entry(entryName, Long.parseLong(lines.field())));
        }
        return entries;
    }

    public String name() {
        return name;
    }

    public List<Entry> entries() {
        return names().entries;
    }

    public OptionalLong value(String entryName) {
        return entries().stream()
                .filter(entry -> entry.name().equals(entryName))
                .mapToLong(Entry::value)
                .findFirst();
    }

    /**
     * Appends the names of the bits in {@code value}, joined by |. A name takes its bits away, so
     * that O_RDWR hides O_RDONLY; what has no name is left out.
     *
     * @return whether anything was appended
     */
    boolean appendFlags(long value, ByteSink out) {
        long[] values = names().values;
        long remaining = value;
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            long candidate = values[i];
            boolean named =
                    candidate == 0
                            ? value == 0
                            : remaining != 0 && (remaining & candidate) == candidate;
            if (!named) {
                continue;
            }
            appendName(i, found++, out);
            remaining &= ~candidate;
            if (candidate == value) {
                break;
            }
        }
        return found > 0;
    }

    /** Appends every name whose value is exactly {@code value}: AF_LOCAL|AF_UNIX. */
    boolean appendEnum(long value, ByteSink out) {
        long[] values = names().values;
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                appendName(i, found++, out);
            }
        }
        return found > 0;
    }

    /** Appends the first name of {@code value}, nothing else. */
    boolean appendFirst(long value, ByteSink out) {
        long[] values = names().values;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                appendName(i, 0, out);
                return true;
            }
        }
        return false;
    }

    private void appendName(int index, int found, ByteSink out) {
        if (found > 0) {
            out.append((byte) '|');
        }
        out.append(names().texts[index]);
    }

    @Override
    public String toString() {
        return name;
    }
}
