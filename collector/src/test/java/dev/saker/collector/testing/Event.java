// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.testing;

import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapEventWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An event by the names of its parameters; those not named have no value. */
public final class Event {
    private final EventInfo info;
    private final long tid;
    private final Map<String, Object> values = new HashMap<>();
    private long time = 1_000_000_000L;

    private Event(int code, long tid) {
        this.info = EventTable.get().event(code);
        this.tid = tid;
    }

    public static Event of(int code, long tid) {
        return new Event(code, tid);
    }

    public Event at(long newTime) {
        time = newTime;
        return this;
    }

    /** A number, a text, a list of texts (String[]) or bytes. */
    public Event with(String param, Object value) {
        if (info.paramIndex(param) == EventInfo.NO_PARAM) {
            throw new IllegalArgumentException(info.codeName() + " has no " + param);
        }
        values.put(param, value);
        return this;
    }

    public ScapEvent build() {
        ScapEventWriter writer = new ScapEventWriter().begin(time, tid, info.code());
        for (ParamInfo param : info.params()) {
            put(writer, values.get(param.name()));
        }
        return new ScapEvent().wrap(writer.end(), 0);
    }

    private static void put(ScapEventWriter writer, Object value) {
        if (value == null) {
            writer.putEmpty();
        } else if (value instanceof Number number) {
            writer.putLong(number.longValue());
        } else if (value instanceof byte[] bytes) {
            writer.putBytes(bytes);
        } else if (value instanceof String[] list) {
            String joined = list.length == 0 ? "" : String.join("\0", list) + '\0';
            writer.putBytes(joined.getBytes(StandardCharsets.UTF_8));
        } else {
            writer.putText(value.toString());
        }
    }
}
