// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import dev.saker.schemas.ArgKind;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An event source whose getters answer from a map by their own names; what the map leaves out is
 * zero, false or absent. A getter with an index answers from a list.
 */
final class CaseEvent implements InvocationHandler {
    private final Map<String, Object> answers;

    private CaseEvent(Map<String, Object> answers) {
        this.answers = Map.copyOf(answers);
    }

    static SyscallEventSource of(Map<String, Object> answers) {
        return (SyscallEventSource)
                Proxy.newProxyInstance(
                        CaseEvent.class.getClassLoader(),
                        new Class<?>[] {SyscallEventSource.class},
                        new CaseEvent(answers));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        Object answer = answers.get(method.getName());
        if (arguments != null && arguments[0] instanceof Integer index) {
            answer = element(answer, index);
        }
        if (arguments != null && arguments[arguments.length - 1] instanceof Slice into) {
            fill(into, answer);
            return null;
        }
        return value(answer, method.getReturnType());
    }

    // The arguments of an ancestor are a list in a list; no case needs them.
    private static Object element(Object answer, int index) {
        return answer instanceof List<?> list && index < list.size() ? list.get(index) : null;
    }

    private static void fill(Slice into, Object answer) {
        if (answer instanceof byte[] bytes) {
            into.set(bytes);
        } else if (answer instanceof String text) {
            into.set(text.getBytes(StandardCharsets.UTF_8));
        } else {
            into.setAbsent();
        }
    }

    private static Object value(Object answer, Class<?> type) {
        if (type == boolean.class) {
            return Boolean.TRUE.equals(answer);
        }
        if (type == ArgKind.class) {
            return answer == null ? ArgKind.ABSENT : answer;
        }
        long number = answer instanceof Number given ? given.longValue() : 0;
        return type == int.class ? (Object) (int) number : (Object) number;
    }
}
