// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some of many records, as many as one fetch from a topic brings. Kafka's client has just written
 * them when a job reads them: {@link #receive} does that. Without it the records lie where no cache
 * of the processor holds them, and what is measured is the machine's memory, and how busy its
 * neighbours keep it.
 */
final class Fetch {
    /** What a consumer takes of a partition at once, if it is not told otherwise. */
    private static final int BYTES = 1 << 20;

    private final RecordBatch stored;
    private final RecordBatch received;

    private Fetch(RecordBatch stored, byte[] buffer) {
        this.stored = stored;
        this.received = new RecordBatch(buffer, stored.starts());
    }

    /** All the records, in order. They are received into one buffer: one fetch at a time. */
    static List<Fetch> of(RecordBatch records) {
        List<Fetch> fetches = new ArrayList<>();
        byte[] buffer = new byte[BYTES];
        int first = 0;
        while (first < records.size()) {
            int after = first + 1;
            while (after < records.size()
                    && records.starts()[after + 1] - records.start(first) <= BYTES) {
                after++;
            }
            fetches.add(new Fetch(part(records, first, after), buffer));
            first = after;
        }
        return fetches;
    }

    private static RecordBatch part(RecordBatch records, int first, int after) {
        int begin = records.start(first);
        int[] starts = Arrays.copyOfRange(records.starts(), first, after + 1);
        for (int i = 0; i < starts.length; i++) {
            starts[i] -= begin;
        }
        int end = records.starts()[after];
        return new RecordBatch(Arrays.copyOfRange(records.bytes(), begin, end), starts);
    }

    /** The records, just written. Lent until the next fetch is received. */
    RecordBatch receive() {
        System.arraycopy(stored.bytes(), 0, received.bytes(), 0, stored.bytes().length);
        return received;
    }

    /** The records where they have lain since the last time. */
    RecordBatch stored() {
        return stored;
    }
}
