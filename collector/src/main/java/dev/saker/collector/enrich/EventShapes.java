// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.EventCodes;
import dev.saker.scap.ScapEvent;
import dev.saker.schemas.EventShape;

/** What Falco's evt.is_open_… fields say of an event. */
final class EventShapes {
    private static final long O_RDONLY = 1;
    private static final long O_WRONLY = 1 << 1;
    private static final long O_CREAT = 1 << 2;
    private static final long O_TMPFILE = 1 << 13;
    private static final long O_F_CREATED = 1 << 14;
    private static final long ANY_EXECUTE = 1 | 1 << 3 | 1 << 6;
    private static final int NO_MODE = -1;

    private EventShapes() {}

    static int of(CurrentEvent current) {
        int code = current.code();
        if (code == EventCodes.OPENAT || code == EventCodes.OPENAT2) {
            return ofOpen(current, 3, 4);
        }
        if (code == EventCodes.OPEN) {
            return ofOpen(current, 2, 3);
        }
        if (code == EventCodes.OPEN_BY_HANDLE_AT) {
            return ofOpen(current, 2, NO_MODE);
        }
        if (code == EventCodes.CREAT && isExecutable(current.event(), 2)) {
            return EventShape.OPEN_EXEC.bit();
        }
        return 0;
    }

    private static int ofOpen(CurrentEvent current, int flagsParam, int modeParam) {
        long flags = current.event().longParam(flagsParam, 0);
        int shape = 0;
        if ((flags & O_RDONLY) != 0) {
            shape |= EventShape.OPEN_READ.bit();
        }
        if ((flags & O_WRONLY) != 0) {
            shape |= EventShape.OPEN_WRITE.bit();
        }
        boolean unnamedMade = (flags & O_TMPFILE) != 0 && current.result() >= 0;
        if ((flags & O_F_CREATED) != 0 || unnamedMade) {
            shape |= EventShape.OPEN_CREATE.bit();
        }
        boolean mayCreate = (flags & (O_TMPFILE | O_CREAT)) != 0;
        if (mayCreate && modeParam != NO_MODE && isExecutable(current.event(), modeParam)) {
            shape |= EventShape.OPEN_EXEC.bit();
        }
        return shape;
    }

    private static boolean isExecutable(ScapEvent event, int modeParam) {
        return (event.longParam(modeParam, 0) & ANY_EXECUTE) != 0;
    }
}
