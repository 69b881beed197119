// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.delivery;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertKey;
import dev.saker.sinks.AlertSink;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings alerts to one sink: in order per key, with retries, and with no more of them in memory
 * than its options say. A key belongs to one lane, and a lane tries one alert at a time until that
 * is at an end, so what comes later never overtakes.
 *
 * <p>An alert whose verdict has not been heard when this is closed was perhaps delivered: who needs
 * it delivered at least once gives it to the next delivery again.
 */
public final class Delivery implements AutoCloseable {

    private final AlertSink sink;
    private final SinkCounters counters = new SinkCounters();
    private final List<Lane> lanes = new ArrayList<>();

    public Delivery(String name, AlertSink sink, DeliveryOptions options) {
        this.sink = sink;
        int room = options.queue() / options.inFlight();
        for (int i = 0; i < options.inFlight(); i++) {
            Attempts attempts = new Attempts(name, sink, options.retry(), counters);
            lanes.add(new Lane("saker-sink-" + name + "-" + i, attempts, room));
        }
        lanes.forEach(Lane::start);
    }

    /**
     * Takes an alert over; waits while its lane is full, which is how a slow receiver slows the
     * reader of the topic.
     *
     * @param heard called once, by the lane's thread: the next alert of the lane waits for it
     */
    public void submit(Alert alert, Consumer<Verdict> heard) throws InterruptedException {
        lane(alert).put(alert, heard);
        counters.countAccepted();
    }

    /** As {@link #submit}, but answers false instead of waiting. */
    public boolean offer(Alert alert, Consumer<Verdict> heard) {
        boolean taken = lane(alert).offer(alert, heard);
        if (taken) {
            counters.countAccepted();
        }
        return taken;
    }

    /**
     * Whether so much of an alert's lane has been worked off that it is worth coming back with it,
     * after {@link #offer} did not take it.
     */
    public boolean hasRoom(Alert alert) {
        return lane(alert).isHalfEmpty();
    }

    public SinkCounters counters() {
        return counters;
    }

    /** Stops at once, in the middle of a try if need be, and closes the sink. */
    @Override
    public void close() {
        lanes.forEach(Lane::interrupt);
        sink.cancel();
        lanes.forEach(Lane::awaitEnd);
        sink.close();
    }

    private Lane lane(Alert alert) {
        int hash = AlertKey.of(alert).hashCode();
        return lanes.get(Math.floorMod(hash ^ hash >>> 16, lanes.size()));
    }
}
