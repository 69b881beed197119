// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.ListedFd;
import dev.saker.schemas.RecordedTimes;
import java.util.function.ToLongFunction;

/**
 * Fields that only a recording answers, which is read from its beginning on: times between events,
 * and what of the host's state no record has a place for.
 */
final class RecordedFields {
    private static final long SECOND = 1_000_000_000L;

    private RecordedFields() {}

    static void addTo(FieldReaders readers) {
        readers.putPartial("evt.reltime", time(RecordedTimes::sinceFirst))
                .putPartial("evt.reltime.s", time(times -> times.sinceFirst() / SECOND))
                .putPartial("evt.reltime.ns", time(times -> times.sinceFirst() % SECOND))
                .putPartial("evt.deltatime", difference(RecordedTimes::sincePrevious))
                .putPartial("evt.deltatime.s", difference(t -> t.sincePrevious() / SECOND))
                .putPartial("evt.deltatime.ns", difference(t -> t.sincePrevious() % SECOND))
                .putPartial("thread.exectime", difference(RecordedTimes::onProcessor))
                .putPartial("thread.totexectime", RecordedFields::timeOnProcessor)
                .putPartial("thread.cpu", load(t -> t.userLoad() + t.systemLoad()))
                .putPartial("thread.cpu.user", load(RecordedTimes::userLoad))
                .putPartial("thread.cpu.system", load(RecordedTimes::systemLoad))
                .putPartial("fdlist.nums", listed(ListedFd.NUMBER))
                .putPartial("fdlist.names", listed(ListedFd.NAME))
                .putPartial("fdlist.cips", listed(ListedFd.CLIENT_IP))
                .putPartial("fdlist.sips", listed(ListedFd.SERVER_IP))
                .putPartial("fdlist.cports", listed(ListedFd.CLIENT_PORT))
                .putPartial("fdlist.sports", listed(ListedFd.SERVER_PORT));
    }

    private static FieldReader time(ToLongFunction<RecordedTimes> getter) {
        return (view, field, into) -> {
            RecordedTimes times = view.event().recordedTimes();
            if (times == null) {
                into.setUnknown();
            } else {
                into.setNumber(getter.applyAsLong(times));
            }
        };
    }

    /** Falco asks for a difference twice when it makes JSON, and gets none the second time. */
    private static FieldReader difference(ToLongFunction<RecordedTimes> getter) {
        FieldReader reader = time(getter);
        return (view, field, into) -> {
            reader.read(view, field, into);
            if (view.isStrictFalco() && into.kind() == Value.Kind.NUMBER) {
                into.setNumber(0);
            }
        };
    }

    private static void timeOnProcessor(SyscallEventView view, BoundField field, Value into) {
        RecordedTimes times = view.event().recordedTimes();
        if (times == null) {
            into.setUnknown();
        } else if (view.event().hasProcess()) {
            into.setNumber(times.onProcessorInAll());
        } else {
            into.setNull();
        }
    }

    private static FieldReader load(ToLongFunction<RecordedTimes> getter) {
        return (view, field, into) -> {
            RecordedTimes times = view.event().recordedTimes();
            if (times == null) {
                into.setUnknown();
            } else if (times.hasLoad() && view.event().hasProcess()) {
                into.setReal(view.isStrictFalco() ? 0 : Math.min(100, getter.applyAsLong(times)));
            } else {
                into.setNull();
            }
        };
    }

    private static FieldReader listed(ListedFd what) {
        return (view, field, into) -> {
            if (!view.event().tellsWhatNoRecordHas()) {
                into.setUnknown();
                return;
            }
            view.event().listedFds(what, into.beginBytes());
            if (into.bytes().length() == 0) {
                into.setNull();
            }
        };
    }
}
