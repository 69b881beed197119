// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads events.tsv: blocks that open at the margin (flags, dynamic, signals, errors, syscalls,
 * event), with tab-indented lines under them. Tables come before the events that refer to them.
 */
final class TableReader {
    /** Both tables, read once. */
    static final Tables TABLES = new TableReader().read();

    private static final char COMMENT = '#';
    private static final char INDENT = '\t';

    record Tables(EventTable events, Syscalls syscalls) {}

    private final Map<String, FlagTable> flagTables = new HashMap<>();
    private final Map<String, List<ParamInfo>> dynamicTables = new HashMap<>();
    private final Map<String, Set<EventFlag>> eventFlags = new HashMap<>();

    /** By their lines: a few hundred are those of all events. */
    private final Map<String, ParamInfo> params = new HashMap<>();

    private final List<EventInfo> events = new ArrayList<>();

    private TableReader() {}

    private Tables read() {
        TableText text = text();
        while (text.nextLine()) {
            if (!text.startsWith(COMMENT)) {
                readBlock(text);
            }
        }
        return new Tables(
                new EventTable(events, flagTables.get("signals"), flagTables.get("errors")),
                new Syscalls(flagTables.get("x86_64"), flagTables.get("scap")));
    }

    private static TableText text() {
        try (InputStream stream = TableReader.class.getResourceAsStream("events.tsv")) {
            return new TableText(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the event table", e);
        }
    }

    private void readBlock(TableText text) {
        String kind = text.field();
        switch (kind) {
            case "flags", "syscalls" -> readFlags(text.field(), text);
            case "signals", "errors" -> readFlags(kind, text);
            case "dynamic" -> dynamicTables.put(text.field(), params(text));
            case "event" -> events.add(event(text));
            default -> throw new IllegalStateException("unknown block in the event table: " + kind);
        }
    }

    private void readFlags(String name, TableText text) {
        flagTables.put(name, new FlagTable(name, text.skipBlock()));
    }

    private EventInfo event(TableText text) {
        return new EventInfo(
                events.size(),
                text.field(),
                text.field(),
                Integer.parseInt(text.field()),
                flags(text.field()),
                params(text));
    }

    /** Few combinations of them are in use. */
    private Set<EventFlag> flags(String bits) {
        Set<EventFlag> known = eventFlags.get(bits);
        if (known == null) {
            known = EventFlag.ofBits(Integer.parseInt(bits));
            eventFlags.put(bits, known);
        }
        return known;
    }

    private List<ParamInfo> params(TableText text) {
        List<ParamInfo> found = new ArrayList<>();
        while (text.isNextLineOf(INDENT)) {
            text.nextLine();
            found.add(known(text));
        }
        return found;
    }

    private ParamInfo known(TableText text) {
        String line = text.line();
        ParamInfo known = params.get(line);
        if (known == null) {
            known = param(text);
            params.put(line, known);
        }
        return known;
    }

    private ParamInfo param(TableText line) {
        line.skipIndent();
        String name = line.field();
        ParamType type = ParamType.valueOf(line.field());
        ParamFormat format = ParamFormat.valueOf(line.field());
        String reference = line.hasField() ? line.field() : "";
        boolean relative = type == ParamType.FSRELPATH;
        boolean dynamic = type == ParamType.DYN;
        return new ParamInfo(
                name,
                type,
                format,
                relative || dynamic || reference.isEmpty()
                        ? FlagTable.EMPTY
                        : flagTables.get(reference),
                relative ? Integer.parseInt(reference) : ParamInfo.NO_DIRFD,
                dynamic ? dynamicTables.get(reference) : List.of());
    }
}
