// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.convert;

import dev.saker.scap.ScapEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last enter event of each thread, until its exit event takes from it. */
final class EnterEvents {
    /** More threads than are ever inside a system call; of a damaged file the oldest go. */
    private static final int MAX_THREADS = 1 << 16;

    private final Map<Long, ByteBuffer> byThread =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
                    return size() > MAX_THREADS;
                }
            };

    private final ScapEvent enter = new ScapEvent();

    void keep(ScapEvent event, ByteBuffer buffer, int offset) {
        byte[] copy = new byte[event.length()];
        buffer.get(offset, copy);
        byThread.put(event.tid(), ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** The enter event that belongs to an exit event, or null. Good until the next is asked for. */
    ScapEvent of(ScapEvent exit) {
        ByteBuffer kept = byThread.get(exit.tid());
        if (kept == null) {
            return null;
        }
        enter.wrap(kept, 0);
        return enter.type() == exit.type() - 1 ? enter : null;
    }

    void forget(long tid) {
        byThread.remove(tid);
    }
}
