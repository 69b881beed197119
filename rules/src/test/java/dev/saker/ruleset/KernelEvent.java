// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapEventWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An event as the probe writes it, by the names of its parameters; the rest have no value. */
final class KernelEvent {
    private final EventInfo info;
    private final long tid;
    private final long time;
    private final Map<String, Object> values = new HashMap<>();

    private KernelEvent(EventInfo info, long tid, long time) {
        this.info = info;
        this.tid = tid;
        this.time = time;
    }

    /** The version of the event that is sent today. */
    static KernelEvent of(String name, long tid, long time) {
        EventInfo inForce =
                EventTable.get().byName(name).stream()
                        .filter(EventInfo::isExit)
                        .filter(event -> !event.has(EventFlag.OLD_VERSION))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no event " + name));
        return new KernelEvent(inForce, tid, time);
    }

    EventInfo info() {
        return info;
    }

    /** A number, flags by name joined by |, a text, a list of texts or bytes. */
    KernelEvent with(String param, Object value) {
        if (info.paramIndex(param) == EventInfo.NO_PARAM) {
            throw new IllegalArgumentException(info.codeName() + " has no parameter " + param);
        }
        values.put(param, value);
        return this;
    }

    ScapEvent build() {
        ScapEventWriter writer = new ScapEventWriter().begin(time, tid, info.code());
        for (ParamInfo param : info.params()) {
            put(writer, param, values.get(param.name()));
        }
        return new ScapEvent().wrap(writer.end(), 0);
    }

    private static void put(ScapEventWriter writer, ParamInfo param, Object value) {
        if (value == null) {
            writer.putEmpty();
        } else if (value instanceof Number number) {
            writer.putLong(number.longValue());
        } else if (value instanceof byte[] bytes) {
            writer.putBytes(bytes);
        } else if (value instanceof List<?> list) {
            writer.putBytes(joined(list).getBytes(StandardCharsets.UTF_8));
        } else if (param.type().isInteger()) {
            writer.putLong(flags(param, value.toString()));
        } else {
            writer.putText(value.toString());
        }
    }

    private static String joined(List<?> texts) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(text -> joined.append(text).append('\0'));
        return joined.toString();
    }

    private static long flags(ParamInfo param, String names) {
        long bits = 0;
        for (String name : names.split("\\|")) {
            bits |= param.flags().value(name).orElseThrow();
        }
        return bits;
    }
}
