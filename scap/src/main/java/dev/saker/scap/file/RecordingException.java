// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import java.io.IOException;

/**
 * A recording is damaged or is none. What was read before the damage has been handed out. Offsets
 * count the bytes of the recording itself: of a gzip file, those it unpacks to.
 */
public final class RecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    public RecordingException(long offset, String what) {
        super(what + " (at byte " + offset + " of the recording)");
        this.offset = offset;
    }

    RecordingException(long offset, String what, Throwable cause) {
        super(what + " (at byte " + offset + " of the recording)", cause);
        this.offset = offset;
    }

    /** Where the block begins that cannot be read. */
    public long offset() {
        return offset;
    }
}
