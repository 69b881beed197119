// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.ScapEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Enter events of old recordings that tell what their exit event may lack: kept with the thread
 * until its next event.
 */
final class EnterEvents {
    private final ScapEvent kept = new ScapEvent();

    void enter(HandlerTable table) {
        table.on(EventCodes.OPEN_ENTER, event -> keep(event, 0));
        table.on(EventCodes.CREAT_ENTER, event -> keep(event, 0));
        table.on(EventCodes.OPENAT_ENTER, event -> keep(event, 0));
        table.on(EventCodes.OPENAT2_ENTER, event -> keep(event, 0));
        table.on(EventCodes.EXECVE_ENTER, event -> keep(event, 0));
        table.on(EventCodes.EXECVEAT_ENTER, event -> keep(event, 1));
        table.on(EventCodes.CONNECT_ENTER, event -> keep(event, 1));
    }

    /** An enter event without the parameter has nothing to tell. */
    private static void keep(CurrentEvent event, int param) {
        if (event.has(param)) {
            event.thread.enter = event.event.copy();
        }
    }

    /**
     * The enter event of this exit event, or null; it is given up with that. A successful execveat
     * ends as an execve.
     */
    ScapEvent take(CurrentEvent exit) {
        byte[] bytes = exit.thread.enter;
        exit.thread.enter = null;
        kept.wrap(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0);
        boolean own =
                kept.type() == exit.code - 1
                        || exit.code == EventCodes.EXECVE
                                && kept.type() == EventCodes.EXECVEAT_ENTER;
        return own ? kept : null;
    }
}
