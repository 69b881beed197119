// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import dev.saker.scap.Syscalls;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What rules may say about events: names of their types and of their parameters. */
public final class EventParameters {

    private static final EventParameters INSTANCE = new EventParameters(EventTable.get());

    private final Map<String, ParamType> parameters = new HashMap<>();
    private final Set<String> buffers = new HashSet<>();
    private final Set<String> eventTypes = new HashSet<>();

    private EventParameters(EventTable table) {
        for (int code = 0; code < table.size(); code++) {
            EventInfo event = table.event(code);
            if (!event.has(EventFlag.UNUSED)) {
                eventTypes.add(event.name());
            }
            for (ParamInfo parameter : event.params()) {
                parameters.putIfAbsent(parameter.name(), parameter.type());
                if (parameter.type() == ParamType.BYTEBUF) {
                    buffers.add(parameter.name());
                }
            }
        }
        eventTypes.addAll(Syscalls.get().names());
    }

    public static EventParameters get() {
        return INSTANCE;
    }

    /** Whether {@code evt.type} can be this. */
    public boolean isEventType(String name) {
        return eventTypes.contains(name);
    }

    public Set<String> eventTypes() {
        return eventTypes;
    }

    /** Whether the parameter is a buffer in some event. */
    boolean isBuffer(String parameter) {
        return buffers.contains(parameter);
    }

    /** The longest name of a parameter of some event that begins the text; empty if none does. */
    String longestParameter(String text) {
        return longest(text, parameters.keySet());
    }

    String longestEventType(String text) {
        return longest(text, eventTypes);
    }

    private static String longest(String text, Set<String> names) {
        for (int end = Math.min(text.length(), 64); end > 0; end--) {
            if (names.contains(text.substring(0, end))) {
                return text.substring(0, end);
            }
        }
        return "";
    }

    /** The field's own type unless it is dynamic: then that of the first parameter of the name. */
    FieldType rawType(FieldInfo field, String parameter) {
        if (field.type() != FieldType.DYNAMIC) {
            return field.type();
        }
        ParamType type = parameters.get(parameter);
        return type == null ? FieldType.OPAQUE : rawType(type);
    }

    private static FieldType rawType(ParamType type) {
        return switch (type) {
            case INT8 -> FieldType.INT8;
            case INT16 -> FieldType.INT16;
            case INT32 -> FieldType.INT32;
            case INT64 -> FieldType.INT64;
            case UINT8, L4PROTO, SOCKFAMILY -> FieldType.UINT8;
            case UINT16 -> FieldType.UINT16;
            case UINT32, SIGSET -> FieldType.UINT32;
            case UINT64 -> FieldType.UINT64;
            case CHARBUF -> FieldType.TEXT;
            case FSPATH -> FieldType.PATH;
            case FSRELPATH -> FieldType.RELATIVE_PATH;
            case BYTEBUF -> FieldType.BYTES;
            case ERRNO -> FieldType.ERRNO;
            case FD, FD32 -> FieldType.FD;
            case PID, PID32 -> FieldType.PID;
            case SYSCALLID -> FieldType.SYSCALLID;
            case SIGTYPE -> FieldType.SIGTYPE;
            case RELTIME -> FieldType.RELTIME;
            case ABSTIME -> FieldType.ABSTIME;
            case PORT -> FieldType.PORT;
            case BOOL -> FieldType.BOOL;
            case DOUBLE -> FieldType.DOUBLE;
            case FLAGS8 -> FieldType.FLAGS8;
            case FLAGS16 -> FieldType.FLAGS16;
            case FLAGS32 -> FieldType.FLAGS32;
            case ENUMFLAGS8 -> FieldType.ENUMFLAGS8;
            case ENUMFLAGS16 -> FieldType.ENUMFLAGS16;
            case ENUMFLAGS32 -> FieldType.ENUMFLAGS32;
            case MODE -> FieldType.MODE;
            case IPV4ADDR, IPV6ADDR, IPADDR -> FieldType.IP;
            case IPV4NET, IPV6NET, IPNET -> FieldType.NET;
            case NONE, SOCKADDR, SOCKTUPLE, FDLIST, DYN, UID, GID, CHARBUFARRAY -> FieldType.OPAQUE;
            case CHARBUF_PAIR_ARRAY -> FieldType.OPAQUE;
        };
    }
}
