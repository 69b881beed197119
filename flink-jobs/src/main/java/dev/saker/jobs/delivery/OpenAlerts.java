// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * How far delivery has come in each partition: up to the first alert that is not at an end. Alerts
 * behind that one may be at an end already; a restart repeats them, so there is a limit to how many
 * they can be. For the reader's thread; others only end alerts.
 */
final class OpenAlerts {

    /** An alert on its way, or one that is at an end behind such a one. */
    static final class Open {
        private final long offset;
        private final long sinceNanos = System.nanoTime();
        private volatile boolean ended;

        private Open(long offset) {
            this.offset = offset;
        }

        /** It need not be read again: delivered, or a dead letter. */
        void end() {
            ended = true;
        }
    }

    private final int limit;
    private final Map<TopicPartition, ArrayDeque<Open>> byPartition = new HashMap<>();
    private int size;

    OpenAlerts(int limit) {
        this.limit = limit;
    }

    Open add(TopicPartition partition, long offset) {
        Open open = new Open(offset);
        byPartition.computeIfAbsent(partition, absent -> new ArrayDeque<>()).add(open);
        size++;
        return open;
    }

    boolean isFull() {
        if (size >= limit) {
            byPartition.values().forEach(this::forgetEnded);
        }
        return size >= limit;
    }

    /** Where a restart has to begin; empty when all that was read is at an end. */
    OptionalLong first(TopicPartition partition) {
        ArrayDeque<Open> opens = byPartition.get(partition);
        if (opens == null) {
            return OptionalLong.empty();
        }
        forgetEnded(opens);
        return opens.isEmpty() ? OptionalLong.empty() : OptionalLong.of(opens.peek().offset);
    }

    /** When the alert was read that has been open longest, on the clock of System.nanoTime. */
    OptionalLong oldestNanos() {
        byPartition.values().forEach(this::forgetEnded);
        return byPartition.values().stream()
                .filter(opens -> !opens.isEmpty())
                .mapToLong(opens -> opens.peek().sinceNanos)
                .min();
    }

    private void forgetEnded(ArrayDeque<Open> opens) {
        while (!opens.isEmpty() && opens.peek().ended) {
            opens.remove();
            size--;
        }
    }
}
