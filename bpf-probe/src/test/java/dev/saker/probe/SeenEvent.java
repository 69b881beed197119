// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.ByteSink;
import dev.saker.scap.EventInfo;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamText;
import dev.saker.scap.ScapEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A copy of an event with its parameters by name: numbers as Long, strings without their final 0,
 * lists of strings with | for each 0, addresses and tuples as evt.arg prints them, null for empty.
 */
record SeenEvent(
        String codeName,
        String name,
        long time,
        long tid,
        Map<String, Object> params,
        Prefix prefix) {
    /** What the scap format has no place for. */
    record Prefix(boolean argumentsChanged, boolean fromIoUring, String kernelPath) {
        static Prefix of(ByteBuffer ring, int offset) {
            return new Prefix(
                    EventPrefix.argumentsChanged(ring, offset),
                    EventPrefix.fromIoUring(ring, offset),
                    new String(EventPrefix.kernelPath(ring, offset), StandardCharsets.UTF_8));
        }
    }

    static SeenEvent of(ScapEvent event, ByteBuffer ring, int offset) {
        EventInfo info = event.info();
        Map<String, Object> params = new LinkedHashMap<>();
        for (int i = 0; i < info.params().size(); i++) {
            params.put(info.params().get(i).name(), value(event, i));
        }
        return new SeenEvent(
                info.codeName(),
                info.name(),
                event.time(),
                event.tid(),
                params,
                Prefix.of(ring, offset));
    }

    private static Object value(ScapEvent event, int index) {
        ParamInfo param = event.info().params().get(index);
        if (event.isEmpty(index)) {
            return null;
        }
        if (param.type().isInteger()) {
            return event.longParam(index);
        }
        byte[] bytes = new byte[event.paramLength(index)];
        event.copyParam(index, bytes, 0);
        return switch (param.type()) {
            case CHARBUF, FSPATH, FSRELPATH -> text(bytes);
            case BYTEBUF, CHARBUFARRAY ->
                    new String(bytes, StandardCharsets.UTF_8).replace('\0', '|');
            case FDLIST -> polled(bytes);
            default -> rendered(param, bytes);
        };
    }

    /** Descriptor and events of each, as numbers. */
    private static String polled(byte[] bytes) {
        ByteBuffer list = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        StringJoiner text = new StringJoiner(",");
        for (int left = list.getShort(); left > 0; left--) {
            text.add(list.getLong() + ":" + list.getShort());
        }
        return text.toString();
    }

    private static String text(byte[] bytes) {
        if (bytes[bytes.length - 1] != 0) {
            throw new AssertionError("string parameter without final 0");
        }
        return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    }

    private static String rendered(ParamInfo param, byte[] bytes) {
        ByteSink sink = new ByteSink();
        ParamText.append(param, bytes, 0, bytes.length, sink);
        return sink.toString();
    }

    long number(String param) {
        return (Long) params.get(param);
    }

    String text(String param) {
        return (String) params.get(param);
    }

    /** Names and values by turns, in the order of the event: what a whole event should have. */
    static Map<String, Object> params(Object... namesAndValues) {
        Map<String, Object> params = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            params.put(
                    (String) namesAndValues[i],
                    value instanceof Integer small ? Long.valueOf(small) : value);
        }
        return params;
    }
}
