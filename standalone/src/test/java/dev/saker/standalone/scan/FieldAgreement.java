// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.scap.file.RecordingReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What Falco and we say of chosen fields of every event of a recording, cell by cell. */
final class FieldAgreement {
    /** Falco gives it in the order of its hash table. */
    private static final String SET = "fd.types";

    private final Map<String, Integer> differences = new TreeMap<>();
    private long cells;
    private long rows;

    private FieldAgreement() {}

    /** The tables side by side, row by row: neither is held as a whole. */
    static FieldAgreement of(String recording) throws IOException {
        FieldAgreement agreement = new FieldAgreement();
        Deque<String> ours = new ArrayDeque<>();
        FieldTable table =
                new FieldTable(
                        FieldTable.columns(FalcoFiles.file("fields.lst")), true, ours::addLast);
        try (RecordingReader reader = RecordingReader.open(FalcoFiles.recording(recording))) {
            table.run(reader);
        }
        FalcoFiles.lines(
                recording + ".fields.jsonl.gz",
                line -> agreement.compare(FalcoFiles.json(line), ours.pollFirst()));
        if (!ours.isEmpty()) {
            agreement.differences.put("rows that Falco does not have", ours.size());
        }
        return agreement;
    }

    long rows() {
        return rows;
    }

    long cells() {
        return cells;
    }

    /** By column. */
    Map<String, Integer> differences() {
        return differences;
    }

    long different() {
        return differences.values().stream().mapToLong(Integer::longValue).sum();
    }

    private void compare(JsonNode falco, String line) {
        rows++;
        JsonNode ours = FalcoFiles.json(line == null ? "{}" : line);
        for (Map.Entry<String, JsonNode> cell : falco.properties()) {
            cells++;
            JsonNode other = ours.get(cell.getKey());
            boolean equal =
                    cell.getKey().equals(SET)
                            ? elements(cell.getValue()).equals(elements(other))
                            : cell.getValue().equals(other);
            if (!equal) {
                differences.merge(cell.getKey(), 1, Integer::sum);
            }
        }
    }

    private static Set<String> elements(JsonNode list) {
        Set<String> elements = new TreeSet<>();
        if (list != null) {
            list.forEach(element -> elements.add(element.asText()));
        }
        return elements;
    }
}
