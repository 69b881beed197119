// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.SyscallEventSource;

/** All that the fields of {@link FieldDomain#KIND} are read from, in one number. */
final class EventKinds {
    private static final int PROTOCOL_BITS = 6;
    private static final int TYPE_BITS = 8;
    private static final int FLAG_BITS = 24;
    private static final int SHAPE_BITS = 24;

    private EventKinds() {}

    /** {@link EventView#NO_KIND} for what no event of ours is. */
    static long of(SyscallEventSource event) {
        int shape = event.shape();
        if (!fits(shape, SHAPE_BITS)) {
            return EventView.NO_KIND;
        }
        if (!event.hasFd()) {
            return shape;
        }
        int type = event.fdType();
        int flags = event.fdFlags();
        int protocol = event.fdL4Protocol();
        if (!fits(type, TYPE_BITS) || !fits(flags, FLAG_BITS) || !fits(protocol, PROTOCOL_BITS)) {
            return EventView.NO_KIND;
        }
        long descriptor = (long) (protocol + 1) << TYPE_BITS | type; // not 0: there is one
        return (descriptor << FLAG_BITS | flags) << SHAPE_BITS | shape;
    }

    private static boolean fits(int number, int bits) {
        return number >>> bits == 0;
    }
}
