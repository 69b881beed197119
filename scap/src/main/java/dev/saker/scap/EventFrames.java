// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.util.List;

/**
 * What of the event table is asked for with every event, as plain arrays: how many parameters an
 * event has, and how wide they and their lengths are.
 */
final class EventFrames {
    private static final int BITS = 5; // EventLayout.MAX_PARAMS is 32

    private final EventInfo[] infos;
    private final byte[] paramCounts;
    private final boolean[] wideLengths;

    /** By event and parameter: the bytes of an integer, negative if it has a sign; 0 for others. */
    private final byte[] widths;

    EventFrames(List<EventInfo> events) {
        infos = events.toArray(new EventInfo[0]);
        paramCounts = new byte[infos.length];
        wideLengths = new boolean[infos.length];
        widths = new byte[infos.length << BITS];
        for (EventInfo info : infos) {
            int code = info.code();
            paramCounts[code] = (byte) info.params().size();
            wideLengths[code] = EventLayout.paramLengthWidth(info) == Integer.BYTES;
            for (int index = 0; index < info.params().size(); index++) {
                ParamType type = info.params().get(index).type();
                widths[(code << BITS) + index] =
                        (byte) (type.isSigned() ? -type.width() : type.width());
            }
        }
    }

    int size() {
        return infos.length;
    }

    EventInfo info(int code) {
        return infos[code];
    }

    int paramCount(int code) {
        return paramCounts[code];
    }

    boolean hasWideLengths(int code) {
        return wideLengths[code];
    }

    int width(int code, int index) {
        return widths[(code << BITS) + index];
    }
}
