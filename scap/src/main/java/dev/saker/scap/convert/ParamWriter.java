// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.convert;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapEventWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes an event anew, with the parameters that a conversion asks for. */
final class ParamWriter {
    private static final int LONGEST = 0xffff;

    private final ScapEventWriter writer = new ScapEventWriter();
    private byte[] scratch = new byte[1024];

    /** The new event, from position 0 to the limit, lent until the next is written. */
    ByteBuffer write(ScapEvent event, EnterEvents enters, Conversion conversion) {
        boolean appends = conversion.action() == Conversion.Action.APPEND;
        List<Step> steps = conversion.steps();
        int kept = appends ? event.paramCount() : 0;
        writer.begin(event.time(), event.tid(), conversion.target(), kept + steps.size());
        for (int index = 0; index < kept; index++) {
            put(event, index);
        }
        ScapEvent enter = enters.of(event);
        boolean enterUsed = false;
        List<ParamInfo> params = EventTable.get().event(conversion.target()).params();
        for (int index = 0; index < steps.size(); index++) {
            Step step = steps.get(index);
            ParamInfo param = params.get(kept + index);
            enterUsed |= enter != null && step.source() == Step.Source.ENTER;
            put(step, param, event, enter, limit(param, conversion.target()));
        }
        if (enterUsed) {
            enters.forget(event.tid());
        }
        return writer.end();
    }

    private void put(Step step, ParamInfo param, ScapEvent event, ScapEvent enter, int limit) {
        switch (step.source()) {
            case EMPTY -> writer.putEmpty();
            case DEFAULT -> putDefault(param);
            case OWN -> putFrom(event, step, param, limit);
            case ENTER -> putFrom(enter, step, param, limit);
            case CONTAINER_JSON -> writer.putBytes(containerJson(event));
        }
    }

    private void putFrom(ScapEvent from, Step step, ParamInfo param, int limit) {
        if (from != null && step.index() < from.paramCount()) {
            int length = copy(from, step.index());
            writer.putBytes(scratch, 0, Math.min(length, limit));
        } else if (step.emptyIfMissing()) {
            writer.putEmpty();
        } else {
            putDefault(param);
        }
    }

    private void putDefault(ParamInfo param) {
        if (!param.type().isInteger()) {
            writer.putEmpty();
        } else {
            boolean id = param.type() == ParamType.UID || param.type() == ParamType.GID;
            writer.putLong(id ? -1 : 0);
        }
    }

    private void put(ScapEvent from, int index) {
        int length = copy(from, index);
        writer.putBytes(scratch, 0, length);
    }

    private int copy(ScapEvent from, int index) {
        int length = from.paramLength(index);
        if (scratch.length < length) {
            scratch = new byte[length * 2];
        }
        return from.copyParam(index, scratch, 0);
    }

    /** A number that became narrower loses its upper bytes; texts have what their length allows. */
    private static int limit(ParamInfo param, int code) {
        if (param.type().isInteger()) {
            return param.type().width();
        }
        boolean large = EventTable.get().event(code).has(EventFlag.LARGE_PAYLOAD);
        return large ? Integer.MAX_VALUE : LONGEST;
    }

    /** Parameters: id, type, name, image. */
    private byte[] containerJson(ScapEvent event) {
        if (event.paramCount() < 4) {
            return new byte[0];
        }
        String json =
                "{\"container\":{\"id\":\"%s\",\"full_id\":\"%s\",\"type\":%d,\"name\":\"%s\",\"image\":\"%s\"}}\0"
                        .formatted(
                                text(event, 0),
                                text(event, 0),
                                event.longParam(1),
                                text(event, 2),
                                text(event, 3));
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST));
    }

    private String text(ScapEvent event, int index) {
        int length = copy(event, index);
        int end = 0;
        while (end < length && scratch[end] != 0) {
            end++;
        }
        String text = new String(scratch, 0, end, StandardCharsets.UTF_8);
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
