// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;
import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;

/** What the events topic holds and weighs, and what its last marker says of losses. */
final class EventTopicSize implements EventTopic.Visitor {
    private static final int MAX_RECORD = 1 << 20;

    private final Histogram bodies = new Histogram(MAX_RECORD, 3);
    private final long logBytes;
    private Marker last;

    private EventTopicSize(long logBytes) {
        this.logBytes = logBytes;
    }

    static EventTopicSize of(EventTopic topic) throws ExecutionException, InterruptedException {
        EventTopicSize size = new EventTopicSize(topic.logBytes());
        topic.visit(size);
        return size;
    }

    @Override
    public void event(byte[] framed, int offset, int length) {
        bodies.recordValue(length);
    }

    @Override
    public void marker(Marker marker) {
        last = marker;
    }

    void print(PrintStream out) {
        long events = bodies.getTotalCount();
        out.printf("events in the topic    %,14d%n", events);
        out.printf("  bytes of one, median %,14d%n", bodies.getValueAtPercentile(50));
        out.printf("  bytes of one, mean   %14.1f%n", bodies.getMean());
        out.printf("  compressed, mean     %14.1f%n", (double) logBytes / events);
        out.printf("last marker: read %,d, published %,d%n", last.read(), last.published());
        for (Loss loss : last.losses()) {
            if (loss.count() > 0) {
                out.printf("  lost: %s, cpu %d: %,d%n", loss.reason(), loss.cpu(), loss.count());
            }
        }
    }
}
