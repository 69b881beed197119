// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.util.Locale;

/**
 * What stands back for the rest when there is too much, in this order: first what is worth least.
 * Processes, who they are, what they control and connect to is never shed. As in shed.bpf.h, but
 * for the last step.
 */
public enum ShedStep {
    VOLUME,
    TRAFFIC,
    /** A descriptor whose close was not told is set right by what opens its number next. */
    CLOSE,
    /** Calls that failed, and so changed nothing. */
    FAILED,
    FILE,
    /** Never in the kernel: descriptors would go by names of what was there before. */
    OPEN;

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
            case FILE:
            case OPEN:
            case DESCRIPTOR:
            case NETWORK:
                return failed ? FAILED.ordinal() : ofSuccess(kind);
            case CONTROL:
            case IDENTITY:
                return failed ? FAILED.ordinal() : values().length;
            default:
                return values().length;
        }
    }

    private static int ofSuccess(EventClass kind) {
        return kind == EventClass.FILE ? FILE.ordinal() : OPEN.ordinal();
    }
}
