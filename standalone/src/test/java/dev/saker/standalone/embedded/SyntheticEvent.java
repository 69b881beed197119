// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.scap.EventTable;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * An openat of a file, as a collector would tell it: what a test does not name is absent or zero.
 */
final class SyntheticEvent {

    private final Map<String, Object> answers = new HashMap<>();

    private SyntheticEvent() {}

    static SyscallEventSource open(String node, String path, long time, long run, long pubSeq) {
        SyntheticEvent event = new SyntheticEvent();
        event.answers.putAll(
                Map.of(
                        "type",
                        code("PPME_SYSCALL_OPENAT_2_X"),
                        "projection",
                        FieldGroup.DEFAULT,
                        "time",
                        time,
                        "tid",
                        4711L,
                        "hasFd",
                        true,
                        "fdNum",
                        3L,
                        "fdType",
                        FdType.FILE.ordinal(),
                        "fdName",
                        path));
        event.answers.putAll(
                Map.of("node", node, "containerId", "host", "run", run, "pubSeq", pubSeq));
        return event.source();
    }

    private SyscallEventSource source() {
        return (SyscallEventSource)
                Proxy.newProxyInstance(
                        SyntheticEvent.class.getClassLoader(),
                        new Class<?>[] {SyscallEventSource.class},
                        (self, method, arguments) -> answer(method, arguments));
    }

    private Object answer(Method method, Object[] arguments) {
        Object answer = answers.get(method.getName());
        Class<?> type = method.getReturnType();
        if (type == void.class) {
            Slice into = (Slice) arguments[arguments.length - 1];
            into.set(((String) (answer == null ? "" : answer)).getBytes());
            if (answer == null && isNullable(method.getName())) {
                into.setAbsent();
            }
            return null;
        }
        if (answer != null) {
            return answer;
        }
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : 0L;
    }

    private static boolean isNullable(String name) {
        return name.equals("fdNameRaw") || name.equals("containerFullId");
    }

    private static int code(String name) {
        return EventTable.get().byCodeName(name).code();
    }
}
