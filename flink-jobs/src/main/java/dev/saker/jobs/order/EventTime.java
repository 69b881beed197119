// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.order;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * How far event time has come for one task, before a restart too: Flink forgets it, and what was
 * late before would be in time for a while behind it.
 */
public final class EventTime {
    /** Nothing is known of it. */
    public static final long NEVER = Long.MIN_VALUE;

    private static final String NAME = "event-time";

    private final ListState<Long> stored;
    private long millis = NEVER;

    private EventTime(ListState<Long> stored) {
        this.stored = stored;
    }

    /**
     * As the tasks before had it. Those of a source are not all at the same, and any task may go on
     * with what another did: so the least holds, and it is unknown if one of them did not know it.
     */
    public static EventTime restore(OperatorStateStore states) throws Exception {
        EventTime time =
                new EventTime(
                        states.getUnionListState(
                                new ListStateDescriptor<>(NAME, LongSerializer.INSTANCE)));
        long least = Long.MAX_VALUE;
        for (long one : time.stored.get()) {
            least = Math.min(least, one);
        }
        time.reach(least); // of none, that is the end of time
        return time;
    }

    /** It has come this far, if it had not before; the end of the job is no time. */
    public void reach(long watermark) {
        if (watermark != Long.MAX_VALUE) {
            millis = Math.max(millis, watermark);
        }
    }

    public long millis() {
        return millis;
    }

    public void snapshot() throws Exception {
        stored.update(List.of(millis));
    }
}
