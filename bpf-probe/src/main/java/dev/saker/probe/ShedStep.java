// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.util.Locale;

/**
 * What stands back for the rest when there is too much, in this order: first what is worth least.
 * Processes, who they are, what they open and connect to is never shed. None of it leaves the
 * host's state wrong: a descriptor whose close was not told is set right by what opens its number
 * next. As in shed.bpf.h.
 */
public enum ShedStep {
    VOLUME,
    TRAFFIC,
    CLOSE,
    /** Calls that failed, and so changed nothing. */
    FAILED,
    FILE;

    /** As metrics and markers name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The step that an event goes with, or as many as there are if it is never shed. */
    static int of(EventClass kind, boolean failed) {
        switch (kind) {
            case VOLUME:
                return VOLUME.ordinal();
            case TRAFFIC:
                return TRAFFIC.ordinal();
            case CLOSE:
                return CLOSE.ordinal();
            case CLONE_FORK:
            case EXECVE:
            case EXIT:
            case CONNECT:
                return values().length;
            default:
                break;
        }
        if (failed) {
            return FAILED.ordinal();
        }
        return kind == EventClass.FILE ? FILE.ordinal() : values().length;
    }
}
