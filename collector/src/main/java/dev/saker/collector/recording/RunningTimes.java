// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEvent;
import dev.saker.schemas.RecordedTimes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Times between the events of one recording, which is told every event of it in its order. */
final class RunningTimes implements RecordedTimes {
    private static final int SWITCH = EventTable.get().byCodeName("PPME_SCHEDSWITCH_6_E").code();
    private static final int PROCINFO = EventTable.get().byCodeName("PPME_PROCINFO_E").code();
    private static final int META_CATEGORY = 1 << 12;
    private static final int MOST_LOAD = 100;

    /** By the table's codes: whether events tell of the recording, not of the host. */
    private static final boolean[] META = meta();

    /** By thread; only old recordings have such events, so this stays small or empty. */
    private final Map<Long, Long> onProcessor = new HashMap<>();

    private final Map<Long, long[]> loads = new HashMap<>();
    private long[] switches = new long[8];
    private long first;
    private long previous;
    private long time;
    private long tid;
    private long turn;
    private long userLoad;
    private long systemLoad;
    private boolean hasLoad;

    private static boolean[] meta() {
        boolean[] meta = new boolean[EventTable.get().size()];
        for (int code = 0; code < meta.length; code++) {
            meta[code] = (EventTable.get().event(code).category() & META_CATEGORY) != 0;
        }
        return meta;
    }

    /** The next event. */
    void event(ScapEvent event, int cpu) {
        int code = event.type();
        previous = time;
        time = event.time();
        tid = event.tid();
        if (first == 0 && code < META.length && !META[code]) {
            first = time;
        }
        turn = code == SWITCH ? switched(cpu) : 0;
        hasLoad = code == PROCINFO;
        if (hasLoad) {
            load(event.longParam(0, 0), event.longParam(1, 0));
        }
    }

    private long switched(int cpu) {
        if (cpu >= switches.length) {
            switches = Arrays.copyOf(switches, Math.max(cpu + 1, 2 * switches.length));
        }
        long last = switches[cpu];
        switches[cpu] = time;
        long had = last == 0 ? 0 : time - last;
        onProcessor.merge(tid, had, Long::sum);
        return had;
    }

    private void load(long user, long system) {
        long[] last = loads.put(tid, new long[] {user, system});
        userLoad = last == null || last[0] == 0 ? 0 : Math.min(MOST_LOAD, user - last[0]);
        systemLoad = last == null || last[1] == 0 ? 0 : Math.min(MOST_LOAD, system - last[1]);
    }

    @Override
    public long sinceFirst() {
        return time - first;
    }

    @Override
    public long sincePrevious() {
        return previous == 0 ? 0 : time - previous;
    }

    @Override
    public long onProcessor() {
        return turn;
    }

    @Override
    public long onProcessorInAll() {
        return onProcessor.isEmpty() ? 0 : onProcessor.getOrDefault(tid, 0L);
    }

    @Override
    public boolean hasLoad() {
        return hasLoad;
    }

    @Override
    public long userLoad() {
        return userLoad;
    }

    @Override
    public long systemLoad() {
        return systemLoad;
    }
}
