// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.delivery;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

/** What becomes of alerts before they reach their sink, or after it could not deliver them. */
final class FeedCounters {

    /** No route leads to the sink. */
    final Counter filtered = new SimpleCounter();

    /** Came before with the same id, as after a failure of detection. */
    final Counter repeated = new SimpleCounter();

    /** No alert, or none that can be read: a dead letter. */
    final Counter undecodable = new SimpleCounter();

    /** Handed to the dead letter topic. */
    final Counter deadLetters = new SimpleCounter();

    /** Positions that Kafka did not take; those of the next checkpoint include them. */
    final Counter commitFailures = new SimpleCounter();
}
