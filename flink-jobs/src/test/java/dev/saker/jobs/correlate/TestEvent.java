// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.scap.EventTable;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import dev.saker.schemas.SyscallEventWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** An openat, of which a test says what matters to it; all else is absent or zero. */
public record TestEvent(
        String node, long time, long run, long sequence, String path, String user, long result) {

    /** The Avro body. */
    public byte[] body() {
        Map<String, Object> answers = new HashMap<>();
        answers.put("type", EventTable.get().byCodeName("PPME_SYSCALL_OPENAT_2_X").code());
        answers.put("projection", FieldGroup.DEFAULT);
        answers.put("time", time);
        answers.put("tid", 1 + sequence);
        answers.put("hasRes", true);
        answers.put("res", result);
        answers.put("hasFd", true);
        answers.put("fdNum", 3L);
        answers.put("fdType", FdType.FILE.ordinal());
        answers.put("fdName", path);
        answers.put("hasProcess", true);
        answers.put("userName", user);
        answers.put("node", node);
        answers.put("containerId", "host");
        answers.put("run", run);
        answers.put("pubSeq", sequence);
        SyscallEventSource source =
                (SyscallEventSource)
                        Proxy.newProxyInstance(
                                TestEvent.class.getClassLoader(),
                                new Class<?>[] {SyscallEventSource.class},
                                (self, method, arguments) -> answer(answers, method, arguments));
        SyscallEventWriter writer = new SyscallEventWriter();
        writer.write(source, FieldGroup.DEFAULT);
        return Arrays.copyOf(writer.array(), writer.length());
    }

    private static Object answer(Map<String, Object> answers, Method method, Object[] arguments) {
        Object answer = answers.get(method.getName());
        Class<?> type = method.getReturnType();
        if (type == void.class) {
            Slice into = (Slice) arguments[arguments.length - 1];
            into.set(((String) (answer == null ? "" : answer)).getBytes());
            if (answer == null
                    && (method.getName().equals("fdNameRaw")
                            || method.getName().equals("containerFullId"))) {
                into.setAbsent();
            }
            return null;
        }
        if (answer != null) {
            return answer;
        }
        return type == boolean.class ? (Object) false : type == int.class ? (Object) 0 : 0L;
    }
}
