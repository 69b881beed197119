// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** Asks a source everything its interface allows, in an order of the caller's choice. */
final class SourceAnswers {
    private SourceAnswers() {}

    static List<Method> questions() {
        List<Method> methods =
                new ArrayList<>(Arrays.asList(SyscallEventSource.class.getMethods()));
        methods.removeIf(method -> Modifier.isStatic(method.getModifiers()));
        methods.sort(Comparator.comparing(Method::toString));
        return methods;
    }

    static Map<String, String> ask(SyscallEventSource source, List<Method> questions)
            throws ReflectiveOperationException {
        Map<String, String> answers = new TreeMap<>();
        for (Method question : questions) {
            ask(source, question, answers);
        }
        return answers;
    }

    private static void ask(SyscallEventSource source, Method question, Map<String, String> answers)
            throws ReflectiveOperationException {
        List<List<Object>> argumentLists = List.of(List.of());
        for (Class<?> type : question.getParameterTypes()) {
            List<List<Object>> longer = new ArrayList<>();
            for (List<Object> before : argumentLists) {
                for (Object value : values(source, question.getName(), before, type)) {
                    List<Object> arguments = new ArrayList<>(before);
                    arguments.add(value);
                    longer.add(arguments);
                }
            }
            argumentLists = longer;
        }
        for (List<Object> arguments : argumentLists) {
            Object answer = question.invoke(source, arguments.toArray());
            answers.put(question.getName() + indexes(arguments), text(answer, arguments));
        }
    }

    private static List<?> values(
            SyscallEventSource source, String name, List<Object> before, Class<?> type) {
        if (type == Slice.class) {
            return List.of(new Slice());
        }
        if (type.isEnum()) {
            return Arrays.asList(type.getEnumConstants());
        }
        int count = count(source, name, before).getAsInt();
        List<Integer> indexes = new ArrayList<>();
        for (int index = count - 1; index >= 0; index--) {
            indexes.add(index);
        }
        return indexes;
    }

    private static IntSupplier count(SyscallEventSource source, String name, List<Object> before) {
        if (name.equals("processArg")) {
            return source::processArgCount;
        }
        if (name.contains("ncestor")) {
            if (before.isEmpty()) {
                return source::ancestorCount;
            }
            int ancestor = (Integer) before.get(0);
            return name.endsWith("Environment")
                    ? () -> source.ancestorEnvironmentCount(ancestor)
                    : () -> source.ancestorArgCount(ancestor);
        }
        if (name.equals("environment")) {
            return source::environmentCount;
        }
        if (name.equals("cgroup")) {
            return source::cgroupCount;
        }
        return name.startsWith("stdio") ? source::stdioCount : source::argCount;
    }

    private static String indexes(List<Object> arguments) {
        return arguments.stream().filter(value -> !(value instanceof Slice)).toList().toString();
    }

    private static String text(Object answer, List<Object> arguments) {
        if (answer != null) {
            return answer.toString();
        }
        if (arguments.isEmpty()) {
            return "null";
        }
        Slice slice = (Slice) arguments.get(arguments.size() - 1);
        return slice.present() ? Arrays.toString(slice.copyBytes()) : "absent";
    }
}
