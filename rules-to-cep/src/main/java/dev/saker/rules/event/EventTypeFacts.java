// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.EventTable;

/** What the type of an event tells of its fields before there is an event. */
public final class EventTypeFacts {
    private static final byte[] EXIT = EventTypes.bytes("<");
    private static final byte[] ENTER = EventTypes.bytes(">");

    private EventTypeFacts() {}

    /**
     * Reads a field that every event of the type answers alike.
     *
     * @return false, with nothing read, if events of the type differ in it
     */
    public static boolean read(BoundField field, int type, Value into) {
        if (!EventTypes.known(type)) {
            return false;
        }
        return switch (field.ref().field().name()) {
            case "evt.type" -> readName(type, into);
            case "evt.dir" -> readDirection(type, into);
            case "evt.arg", "evt.rawarg", "evt.buffer" -> readMissing(field, type, into);
            default -> false;
        };
    }

    /** Generic and asynchronous events carry their names. */
    private static boolean readName(int type, Value into) {
        if (type == EventTypes.GENERIC || type == EventTypes.ASYNC) {
            return false;
        }
        into.setBytes(EventTypes.name(type));
        return true;
    }

    private static boolean readDirection(int type, Value into) {
        into.setBytes(EventTable.get().event(type).isExit() ? EXIT : ENTER);
        return true;
    }

    /** A parameter that the type does not have is null. */
    private static boolean readMissing(BoundField field, int type, Value into) {
        if (field.param(type) != BoundField.NO_PARAM) {
            return false;
        }
        into.setNull();
        return true;
    }
}
