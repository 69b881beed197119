// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.ByteSink;
import dev.saker.scap.TimeText;

/** {@code evt.*} of every source. Times are UTC: an event means the same wherever it is read. */
final class GenericFields {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final byte[] SOURCE = EventTypes.bytes("syscall");

    private GenericFields() {}

    static void addTo(FieldReaders readers) {
        readers.put("evt.num", (view, field, into) -> into.setNumber(view.event().num()))
                .put("evt.time", (view, field, into) -> time(view, true, into))
                .put("evt.outputtime", (view, field, into) -> time(view, true, into))
                .put("evt.time.s", (view, field, into) -> time(view, false, into))
                .put("evt.time.iso8601", (view, field, into) -> iso8601(view, into))
                .put("evt.datetime", (view, field, into) -> dateTime(view, true, into))
                .put("evt.datetime.s", (view, field, into) -> dateTime(view, false, into))
                .put("evt.rawtime", (view, field, into) -> into.setNumber(view.time()))
                .put("evt.rawtime.s", (view, field, into) -> into.setNumber(view.time() / SECOND))
                .put("evt.rawtime.ns", (view, field, into) -> into.setNumber(view.time() % SECOND))
                .put("evt.around", GenericFields::distance)
                .put("evt.pluginname", (view, field, into) -> into.setNull())
                .put("evt.plugininfo", (view, field, into) -> into.setNull())
                .put("evt.source", (view, field, into) -> into.setBytes(SOURCE))
                .put("evt.is_async", (view, field, into) -> into.setBool(isMeta(view)))
                .put("evt.asynctype", GenericFields::asyncType)
                .put("evt.hostname", (view, field, into) -> view.event().node(into.beginBytes()));
    }

    /**
     * How many milliseconds, begun ones counted, lie between the event and the time that the
     * argument names. What is written {@code evt.around[T] = D} means that they are at most D.
     */
    private static void distance(SyscallEventView view, BoundField field, Value into) {
        long named = 0;
        for (byte digit : field.argument()) {
            named = 10 * named + digit - '0';
        }
        long nanos = Math.abs(view.time() - named);
        into.setNumber(nanos / MILLISECOND + (nanos % MILLISECOND == 0 ? 0 : 1));
    }

    private static boolean isMeta(SyscallEventView view) {
        return EventTypes.known(view.type()) && EventTypes.isMeta(view.type());
    }

    private static void asyncType(SyscallEventView view, BoundField field, Value into) {
        if (isMeta(view)) {
            EventFields.typeName(view, into);
        } else {
            into.setNull();
        }
    }

    private static void time(SyscallEventView view, boolean withNanos, Value into) {
        int start = view.scratch().length();
        TimeText.appendTime(view.time(), withNanos, view.scratch());
        view.setScratch(start, into);
    }

    private static void dateTime(SyscallEventView view, boolean withNanos, Value into) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        TimeText.appendDate(view.time(), scratch);
        scratch.append((byte) ' ');
        TimeText.appendTime(view.time(), withNanos, scratch);
        view.setScratch(start, into);
    }

    private static void iso8601(SyscallEventView view, Value into) {
        ByteSink scratch = view.scratch();
        int start = scratch.length();
        TimeText.appendDate(view.time(), scratch);
        scratch.append((byte) 'T');
        TimeText.appendTime(view.time(), true, scratch);
        scratch.append("+0000");
        view.setScratch(start, into);
    }
}
