// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.keyed.KeyState;

/** The state of one correlation and key that is being worked with. */
final class Live {
    final String owner;
    final String key;
    private final byte[] keyBytes;
    private Hosted hosted;
    private KeyState state;

    /** When time has to be moved on. */
    long due = KeyState.NO_DEADLINE;

    long touched;
    boolean changed;

    /** What Flink's state has of it. */
    int storedBytes;

    Live(String owner, String key, byte[] keyBytes, Hosted hosted, KeyState state) {
        this.owner = owner;
        this.key = key;
        this.keyBytes = keyBytes;
        this.hosted = hosted;
        this.state = state;
    }

    Hosted hosted() {
        return hosted;
    }

    KeyState state() {
        return state;
    }

    /** Goes on by another version of the same correlation. */
    void by(Hosted other) {
        if (hosted != other) {
            state = other.states().read(keyBytes, stateBytes());
            hosted = other;
        }
    }

    /** Something like it, to try out what becomes of it. */
    KeyState copy() {
        return hosted.states().read(keyBytes, stateBytes());
    }

    private byte[] stateBytes() {
        StateWriter out = new StateWriter();
        state.write(out);
        return out.toBytes();
    }

    Cell cell() {
        return new Cell(
                hosted.version().version(), hosted.version().shadow(), due, touched, stateBytes());
    }
}
