// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

/**
 * Where things lie in an event. Little endian, packed:
 *
 * <pre>
 *  0        8        16     20    22        26
 *  | time   | tid    | len  | type | nparams | length 0 | length 1 | ... | param 0 | param 1 | ...
 *    u64      u64      u32    u16    u32       u16 each (u32 for events with a large payload)
 * </pre>
 *
 * The len counts the whole event, this header included.
 */
public final class EventLayout {
    public static final int TIME = 0;
    public static final int TID = 8;
    public static final int LENGTH = 16;
    public static final int TYPE = 20;
    public static final int PARAM_COUNT = 22;
    public static final int HEADER_LENGTH = 26;

    /** The most parameters any event can have. */
    public static final int MAX_PARAMS = 32;

    private EventLayout() {}

    public static int paramLengthWidth(EventInfo event) {
        return event.has(EventFlag.LARGE_PAYLOAD) ? 4 : 2;
    }

    public static int firstParam(int paramCount, int lengthWidth) {
        return HEADER_LENGTH + paramCount * lengthWidth;
    }
}
