// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.correlate.TestEvent;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.MarkerMessage;
import java.nio.charset.StandardCharsets;

/** What one run of a collector writes, record after record; appended when it happens. */
final class NodeRecords {
    private final String node;
    private final long run;
    private long sequence;

    NodeRecords(String node, long run) {
        this.node = node;
        this.run = run;
    }

    /** A file is opened. */
    EventRecord event(String path, String user, long time) {
        byte[] body = new TestEvent(node, time, run, sequence, path, user, 3).body();
        return ofNode(EventRecord.of("events", sequence, body, time));
    }

    EventRecord marker(long time) {
        return ofNode(
                EventRecord.ofMarker(
                        "events", new MarkerMessage(node, time, run, sequence, false)));
    }

    private EventRecord ofNode(EventRecord record) {
        record.key = node.getBytes(StandardCharsets.UTF_8);
        sequence++;
        return record;
    }
}
