// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads events.tsv: blocks that open at the margin (flags, dynamic, signals, errors, syscalls,
 * event), with tab-indented lines under them. Tables come before the events that refer to them.
 */
final class TableReader {
    /** Both tables, read once. */
    static final Tables TABLES = new TableReader().read();

    record Tables(EventTable events, Syscalls syscalls) {}

    /** A block: the fields of its opening line and of the lines under it. */
    private record Block(String[] head, List<String[]> lines) {}

    private final Map<String, FlagTable> flagTables = new HashMap<>();
    private final Map<String, List<ParamInfo>> dynamicTables = new HashMap<>();
    private final List<EventInfo> events = new ArrayList<>();

    private TableReader() {}

    private Tables read() {
        blocks().forEach(this::accept);
        return new Tables(
                new EventTable(events, flagTables.get("signals"), flagTables.get("errors")),
                new Syscalls(flagTables.get("x86_64"), flagTables.get("scap")));
    }

    private static List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        try (InputStream stream = TableReader.class.getResourceAsStream("events.tsv");
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                if (line.startsWith("\t")) {
                    blocks.get(blocks.size() - 1).lines().add(line.substring(1).split("\t"));
                } else {
                    blocks.add(new Block(line.split("\t"), new ArrayList<>()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the event table", e);
        }
        return blocks;
    }

    private void accept(Block block) {
        String kind = block.head()[0];
        switch (kind) {
            case "flags", "syscalls" -> flagTables.put(block.head()[1], flagTable(block));
            case "signals", "errors" -> flagTables.put(kind, flagTable(block));
            case "dynamic" -> dynamicTables.put(block.head()[1], params(block));
            case "event" -> events.add(event(block));
            default -> throw new IllegalStateException("unknown block in the event table: " + kind);
        }
    }

    private static FlagTable flagTable(Block block) {
        List<FlagTable.Entry> entries = new ArrayList<>();
        for (String[] line : block.lines()) {
            entries.add(new FlagTable.Entry(line[0], Long.parseLong(line[1])));
        }
        return new FlagTable(block.head()[block.head().length - 1], entries);
    }

    private EventInfo event(Block block) {
        String[] head = block.head();
        return new EventInfo(
                events.size(),
                head[1],
                head[2],
                Integer.parseInt(head[3]),
                EventFlag.ofBits(Integer.parseInt(head[4])),
                params(block));
    }

    private List<ParamInfo> params(Block block) {
        return block.lines().stream().map(this::param).toList();
    }

    private ParamInfo param(String[] line) {
        ParamType type = ParamType.valueOf(line[1]);
        String reference = line.length > 3 ? line[3] : "";
        boolean relative = type == ParamType.FSRELPATH;
        boolean dynamic = type == ParamType.DYN;
        return new ParamInfo(
                line[0],
                type,
                ParamFormat.valueOf(line[2]),
                relative || dynamic || reference.isEmpty()
                        ? FlagTable.EMPTY
                        : flagTables.get(reference),
                relative ? Integer.parseInt(reference) : ParamInfo.NO_DIRFD,
                dynamic ? dynamicTables.get(reference) : List.of());
    }
}
