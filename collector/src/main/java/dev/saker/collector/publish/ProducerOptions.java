// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import dev.saker.schemas.config.Default;
import java.time.Duration;

/**
 * How the collector's Kafka producer trades memory, latency and bytes.
 *
 * @param compression lz4, zstd, snappy, gzip or none
 * @param linger how long a batch waits for company: a request costs as much as sixty events, and a
 *     busy host fills the shortest wait
 * @param memoryBytes for events that Kafka has not confirmed; when it is full the collector waits
 * @param deliveryTimeout how long a record is tried before it is given up and counted
 * @param maxBytesPerSecond of events, compressed, that leave the node in the long run: beyond it
 *     the least valuable are left out, {@link Shedding}; 0 for no ceiling
 */
public record ProducerOptions(
        @Default("lz4") String compression,
        @Default("20ms") Duration linger,
        @Default("262144") int batchBytes,
        @Default("33554432") long memoryBytes,
        @Default("30m") Duration deliveryTimeout,
        @Default("1000000") long maxBytesPerSecond) {

    /** Kafka refuses a delivery timeout below linger plus one request. */
    private static final Duration MIN_DELIVERY_TIMEOUT = Duration.ofSeconds(15);

    private static final int MIN_BATCH = 1024;
    private static final long DEFAULT_RATE = 1_000_000;
    private static final long MAX_RATE = 1_000_000_000_000L;

    /** How long a record may be refused before it goes to the spool: rings must not fill. */
    public static final Duration SPOOL_TURN = Duration.ofMillis(100);

    public ProducerOptions {
        if (deliveryTimeout.compareTo(MIN_DELIVERY_TIMEOUT.plus(linger)) < 0
                || deliveryTimeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "delivery_timeout must be from 15s plus linger to 24d, not " + deliveryTimeout);
        }
        if (maxBytesPerSecond < 0 || maxBytesPerSecond > MAX_RATE) {
            throw new IllegalArgumentException(
                    "max_bytes_per_second must be from 0, for no ceiling, to "
                            + MAX_RATE
                            + ", not "
                            + maxBytesPerSecond);
        }
        if (batchBytes < MIN_BATCH || memoryBytes < 2L * batchBytes) {
            throw new IllegalArgumentException(
                    "memory_bytes must hold two batches of at least 1024 bytes, not "
                            + memoryBytes
                            + " for "
                            + batchBytes);
        }
    }

    public static ProducerOptions defaults() {
        return new ProducerOptions(
                "lz4",
                Duration.ofMillis(20),
                256 << 10,
                32L << 20,
                Duration.ofMinutes(30),
                DEFAULT_RATE);
    }

    /** For a Kafka on the same host: nothing leaves it, so nothing is left out. */
    public ProducerOptions withoutCeiling() {
        return new ProducerOptions(
                compression, linger, batchBytes, memoryBytes, deliveryTimeout, 0);
    }
}
