// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.EventSample.Tuple;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.TupleEnd;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Events of test cases that are data. A map of: {@code type}, the code's name; {@code fd}, a path;
 * {@code flow}, {@code client:port server:port}; {@code proc}, {@code exepath}, {@code args}, of
 * the process; {@code ancestors}, names from the parent upwards, or {@code parent}, the path of the
 * parent's program; {@code user}, the name; {@code shape}, of an open: read or write; {@code
 * params}, of the event, in order; {@code res}; {@code env}.
 */
public final class CaseEvents {

    private CaseEvents() {}

    @SuppressWarnings("unchecked") // the shape of a file is ours
    public static EventSample of(Object data) {
        EventSample event = new EventSample();
        event.num = 1;
        Map<String, Object> map = data == null ? Map.of() : (Map<String, Object>) data;
        map.forEach((key, value) -> set(event, key, value));
        return event;
    }

    private static void set(EventSample event, String key, Object value) {
        switch (key) {
            case "type" -> event.type((String) value);
            case "fd" -> event.fd.name = (String) value;
            case "flow" -> flow(event, (String) value);
            case "proc" -> event.process.name = (String) value;
            case "exepath" -> event.process.exePath = (String) value;
            case "args" -> event.process.args = texts(value);
            case "ancestors" -> event.ancestors = ancestors(texts(value));
            case "parent" -> event.ancestors = List.of(parent((String) value));
            case "user" -> event.user.name = (String) value;
            case "shape" -> event.shape = EventShape.valueOf("OPEN_" + shape(value)).bit();
            case "params" -> event.args = params((List<?>) value);
            case "res" -> event.res = ((Number) value).longValue();
            case "env" -> event.environment = texts(value);
            case "projection" -> event.projection = ((Number) value).intValue();
            default -> throw new IllegalArgumentException("no such part of an event: " + key);
        }
    }

    private static String shape(Object value) {
        return String.valueOf(value).toUpperCase(Locale.ROOT);
    }

    private static Ancestor parent(String path) {
        return new Ancestor("parent", 4000, 4000, 1, path, path, List.of());
    }

    private static List<String> texts(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }

    private static List<Object> params(List<?> values) {
        List<Object> params = new ArrayList<>();
        for (Object value : values) {
            params.add(value instanceof Number number ? (Object) number.longValue() : value);
        }
        return params;
    }

    private static List<Ancestor> ancestors(List<String> names) {
        List<Ancestor> ancestors = new ArrayList<>();
        for (String name : names) {
            ancestors.add(Ancestor.of(name, 4000 - ancestors.size()));
        }
        return ancestors;
    }

    private static void flow(EventSample event, String text) {
        String[] ends = text.split(" ");
        event.fd.type = ends[0].contains(".") ? FdType.IPV4 : FdType.IPV6;
        event.fd.flags = FdFlag.ROLE_KNOWN.bit();
        event.fd.name = ends[0] + "->" + ends[1];
        event.fd.tuple =
                new Tuple(
                        address(ends[0]),
                        port(ends[0]),
                        address(ends[1]),
                        port(ends[1]),
                        TupleEnd.CLIENT);
    }

    private static byte[] address(String end) {
        try {
            return InetAddress.getByName(end.substring(0, end.lastIndexOf(':'))).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(end, e);
        }
    }

    private static int port(String end) {
        return Integer.parseInt(end.substring(end.lastIndexOf(':') + 1));
    }
}
