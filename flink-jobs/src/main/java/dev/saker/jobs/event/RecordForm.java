// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.event;

import dev.saker.schemas.Transcoder;

/**
 * How records of one schema id are read.
 *
 * @param transcoder null when they are in our own version
 * @param reason why they cannot be read; empty if they can
 */
record RecordForm(EventRecord.Kind kind, Transcoder transcoder, String reason, long madeNanos) {

    static RecordForm ours(EventRecord.Kind kind) {
        return new RecordForm(kind, null, "", System.nanoTime());
    }

    static RecordForm other(EventRecord.Kind kind, Transcoder transcoder) {
        return new RecordForm(kind, transcoder, "", System.nanoTime());
    }

    static RecordForm unreadable(String reason) {
        return new RecordForm(EventRecord.Kind.UNDECODABLE, null, reason, System.nanoTime());
    }

    boolean isUnreadable() {
        return kind == EventRecord.Kind.UNDECODABLE;
    }

    long ageNanos() {
        return System.nanoTime() - madeNanos;
    }
}
