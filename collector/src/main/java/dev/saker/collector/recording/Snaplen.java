// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapEventWriter;
import java.nio.ByteBuffer;

/** Cuts the buffers of reads and writes to a length. */
final class Snaplen {
    private static final String DATA = "data";

    private final int length;
    private final int[] dataParam = new int[EventTable.get().size()];
    private final ScapEventWriter writer = new ScapEventWriter();
    private final byte[] scratch = new byte[1 << 16];

    Snaplen(int length) {
        this.length = length;
        for (int code = 0; code < dataParam.length; code++) {
            dataParam[code] = dataParam(EventTable.get().event(code));
        }
    }

    /** Whether the event has more data than is wanted. */
    boolean exceeds(ScapEvent event) {
        int param = dataParam[event.type()];
        return param != EventInfo.NO_PARAM && event.paramLength(param) > length;
    }

    /** The event with as much data as is wanted, lent until the next. */
    ByteBuffer cut(ScapEvent event) {
        writer.begin(event.time(), event.tid(), event.type(), event.paramCount());
        for (int param = 0; param < event.paramCount(); param++) {
            int count = event.copyParam(param, scratch, 0);
            boolean isData = param == dataParam[event.type()];
            writer.putBytes(scratch, 0, isData ? Math.min(count, length) : count);
        }
        return writer.end();
    }

    private static int dataParam(EventInfo info) {
        int index = info.paramIndex(DATA);
        if (index == EventInfo.NO_PARAM) {
            return index;
        }
        ParamInfo param = info.params().get(index);
        return param.type() == ParamType.BYTEBUF ? index : EventInfo.NO_PARAM;
    }
}
