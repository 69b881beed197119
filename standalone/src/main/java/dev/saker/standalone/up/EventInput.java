// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.collector.CollectorSummary;
import dev.saker.schemas.kafka.KafkaConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where the events of a run come from: this host, a recording, or a collector elsewhere. */
interface EventInput extends AutoCloseable {

    /** Completes when events are on their way; with the reason if they cannot be. */
    CompletableFuture<Void> startAside(KafkaConnection kafka);

    /** Whether it can be told by its events that the pipeline works. */
    boolean isLive();

    /** Whether no more events will come. */
    boolean isDone();

    /** What became of the events so far; final after {@link #stop}. */
    CollectorSummary summary();

    /** Why nothing comes, or not everything came, if so. */
    Optional<String> problem();

    /** What was passed over, a line for each kind. */
    List<String> passedOver();

    /** Behind the last event, and flushed. */
    void stop();

    @Override
    void close();
}
