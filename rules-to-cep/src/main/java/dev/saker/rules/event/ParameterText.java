// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.AddressText;
import dev.saker.scap.ByteSink;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamText;
import dev.saker.scap.ParamType;
import dev.saker.scap.ScapFormatException;
import dev.saker.scap.SockAddr;
import dev.saker.scap.SockTuple;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.MalformedEventException;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;

/**
 * The text of an event's parameters. What depends on the host came with the record; the rest
 * follows from the bytes and the event table.
 */
final class ParameterText {
    private final Slice slice = new Slice();
    private final SockAddr address = new SockAddr();
    private final SockTuple tuple = new SockTuple();

    /** Whether the record leaves the parameter out because nobody asked for its group. */
    static boolean isLeftOut(SyscallEventSource event, int param) {
        return event.argKind(param) == ArgKind.ABSENT
                && isBuffer(info(event, param).type())
                && !FieldGroup.DATA.in(event.projection());
    }

    /** Appends what evt.arg says: the resolved text if there is one, else the raw. */
    void append(SyscallEventSource event, int param, ByteSink out) {
        if (!appendResolved(event, param, out)) {
            appendRaw(event, param, out);
        }
    }

    /** Appends what evt.args says: {@code name=raw(resolved)}. */
    void appendNamed(SyscallEventSource event, int param, ByteSink out) {
        out.append(info(event, param).name());
        out.append((byte) '=');
        appendRaw(event, param, out);
        int mark = out.length();
        out.append((byte) '(');
        if (appendResolved(event, param, out)) {
            out.append((byte) ')');
        } else {
            out.truncate(mark);
        }
    }

    private boolean appendResolved(SyscallEventSource event, int param, ByteSink out) {
        ParamInfo info = info(event, param);
        if (info.type() == ParamType.FDLIST) {
            return false; // what the host says of it is all the text that it has
        }
        if (event.hasArgText(param)) {
            event.argText(param, slice);
            out.append(slice.array(), slice.offset(), slice.length());
            return slice.length() > 0;
        }
        try {
            return switch (event.argKind(param)) {
                case ABSENT -> false;
                case NUMBER -> ParamText.appendResolved(info, event.argNumber(param), out);
                case BYTES -> {
                    event.argBytes(param, slice);
                    yield ParamText.appendResolved(
                            info, slice.array(), slice.offset(), slice.length(), out);
                }
            };
        } catch (ScapFormatException malformed) {
            throw malformed(malformed);
        }
    }

    private void appendRaw(SyscallEventSource event, int param, ByteSink out) {
        ParamInfo info = info(event, param);
        if (info.type() == ParamType.FDLIST && event.hasArgText(param)) {
            event.argText(param, slice);
            out.append(slice.array(), slice.offset(), slice.length());
            return;
        }
        try {
            switch (event.argKind(param)) {
                case ABSENT -> ParamText.appendEmpty(info, out);
                case NUMBER -> ParamText.appendRaw(info, event.argNumber(param), out);
                case BYTES -> {
                    event.argBytes(param, slice);
                    appendRaw(info, slice, out);
                }
            }
        } catch (ScapFormatException malformed) {
            throw malformed(malformed);
        }
    }

    /**
     * Sockets' addresses are looked at through windows of ours: {@link ParamText} makes new ones.
     */
    private void appendRaw(ParamInfo info, Slice bytes, ByteSink out) {
        boolean isAddress = info.type() == ParamType.SOCKADDR;
        boolean isTuple = info.type() == ParamType.SOCKTUPLE;
        if (bytes.length() > 0 && isAddress) {
            AddressText.append(address.wrap(bytes.array(), bytes.offset(), bytes.length()), out);
        } else if (bytes.length() > 0 && isTuple) {
            AddressText.append(tuple.wrap(bytes.array(), bytes.offset(), bytes.length()), out);
        } else {
            ParamText.appendRaw(info, bytes.array(), bytes.offset(), bytes.length(), out);
        }
    }

    private MalformedEventException malformed(ScapFormatException cause) {
        return new MalformedEventException(cause.getMessage(), slice.offset());
    }

    private static ParamInfo info(SyscallEventSource event, int param) {
        return EventTable.get().event(event.type()).params().get(param);
    }

    private static boolean isBuffer(ParamType type) {
        return switch (type) {
            case BYTEBUF, CHARBUFARRAY, CHARBUF_PAIR_ARRAY -> true;
            default -> false;
        };
    }
}
