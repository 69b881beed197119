// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a byte handed over comes to when it leaves: by how many bytes Kafka's client has sent for so
 * many records. The client's own average counts a batch of one record as much as one of a thousand,
 * so that half a minute after a quiet time it still says that little can be compressed.
 */
final class SentSizes {
    /** Of our records by lz4: they repeat what the one before said. */
    private static final double USUAL = 0.15;

    /** Records that make a ratio: below that one batch would decide. */
    private static final long ENOUGH = 100;

    private final AtomicLong acceptedRecords = new AtomicLong();
    private final AtomicLong acceptedBytes = new AtomicLong();
    private long accepted;
    private long bytes;
    private double sent;
    private double sentBytes;
    private double ratio = USUAL;

    /** A record was handed over; by one thread at a time. */
    void accepted(int length) {
        acceptedRecords.lazySet(acceptedRecords.getPlain() + 1);
        acceptedBytes.lazySet(acceptedBytes.getPlain() + length);
    }

    /**
     * The ratio since the last time that enough had been sent. What waits is in neither sum, so
     * that a Kafka that is away changes nothing. By one thread.
     *
     * @param nowSent records that have left so far
     * @param nowSentBytes the bytes of their batches
     */
    double ratio(double nowSent, double nowSentBytes) {
        long nowAccepted = acceptedRecords.get();
        long nowBytes = acceptedBytes.get();
        if (nowSent - sent >= ENOUGH && nowAccepted > accepted) {
            double each = (double) (nowBytes - bytes) / (nowAccepted - accepted);
            ratio = (nowSentBytes - sentBytes) / (nowSent - sent) / each;
            accepted = nowAccepted;
            bytes = nowBytes;
            sent = nowSent;
            sentBytes = nowSentBytes;
        }
        return ratio;
    }
}
