// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.kafka.KafkaConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Nodes that open files all the time, each file once, with their markers between. */
final class EventLoad implements AutoCloseable {
    private static final int EVENTS_PER_MARKER = 100;

    private final List<SyntheticNode> nodes = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "event-load");
    private final long pauseMillis;
    private volatile boolean ended;
    private volatile int sent;

    private EventLoad(long pauseMillis) {
        this.pauseMillis = pauseMillis;
    }

    /** An event of each node, a pause, and again. */
    static EventLoad start(int nodeCount, long pauseMillis, KafkaConnection kafka) {
        EventLoad load = new EventLoad(pauseMillis);
        for (int node = 0; node < nodeCount; node++) {
            load.nodes.add(new SyntheticNode("node-" + node, 1, kafka));
        }
        load.nodes.forEach(node -> node.marker(MarkerKind.START));
        // Else event time might begin without one of them, and its first events be late.
        load.nodes.forEach(SyntheticNode::flush);
        load.thread.start();
        return load;
    }

    private void run() {
        while (!ended) {
            for (SyntheticNode node : nodes) {
                node.open("/v/" + sent++);
                if (sent % EVENTS_PER_MARKER < nodes.size()) {
                    node.marker(MarkerKind.TICK);
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    int sent() {
        return sent;
    }

    /** Ends it; answers how many files were opened. */
    int end() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nodes.forEach(SyntheticNode::flush);
        return sent;
    }

    /** Event time goes on, though nothing happens. */
    void tick() {
        nodes.forEach(node -> node.marker(MarkerKind.TICK));
        nodes.forEach(SyntheticNode::flush);
    }

    @Override
    public void close() {
        end();
        nodes.forEach(SyntheticNode::close);
    }
}
