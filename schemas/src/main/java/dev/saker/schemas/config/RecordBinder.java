// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Lays a tree of YAML nodes over a record and notes all that does not fit. One per document. */
final class RecordBinder {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]+)}");

    private final String file;
    private final UnaryOperator<String> environment;
    private final List<String> problems = new ArrayList<>();

    RecordBinder(String file, UnaryOperator<String> environment) {
        this.file = file;
        this.environment = environment;
    }

    List<String> problems() {
        return problems;
    }

    /** The record, or anything at all if there are problems. */
    Object bindDocument(Optional<Node> root, Class<?> type) {
        if (root.isEmpty()) {
            return construct(type, Map.of(), file + ":1:1");
        }
        return bind(root.get(), type);
    }

    private Object bind(Node node, Type type) {
        if (type instanceof ParameterizedType generic) {
            return bindGeneric(node, generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord() && plain != Secret.class) {
            return isShorthand(node, plain) ? bindShorthand(node, plain) : bindRecord(node, plain);
        }
        if (!ScalarParser.knows(plain)) {
            throw new IllegalStateException("configuration records cannot hold a " + plain);
        }
        return bindScalar(node, plain);
    }

    private Object bindGeneric(Node node, ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return Optional.ofNullable(bind(node, boxless(arguments[0])));
        }
        if (type.getRawType() == List.class) {
            return bindList(node, boxless(arguments[0]));
        }
        if (type.getRawType() == Map.class) {
            return bindMap(node, boxless(arguments[1]));
        }
        throw new IllegalStateException("configuration records cannot hold a " + type);
    }

    private Object bindScalar(Node node, Class<?> type) {
        if (!(node instanceof ScalarNode scalar)) {
            problem(node, "a single value is wanted here");
            return null;
        }
        try {
            String text = scalar.getValue();
            return ScalarParser.parse(type == Secret.class ? text : substitute(text), type);
        } catch (IllegalArgumentException e) {
            problem(node, e.getMessage());
            return null;
        }
    }

    private String substitute(String text) {
        Matcher matcher = VARIABLE.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String value = environment.apply(matcher.group(1));
        if (value == null) {
            throw new IllegalArgumentException(
                    "environment variable " + matcher.group(1) + " is not set");
        }
        return value;
    }

    private List<Object> bindList(Node node, Type itemType) {
        if (!(node instanceof SequenceNode sequence)) {
            problem(node, "a list is wanted here");
            return List.of();
        }
        List<Object> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            Object bound = bind(item, itemType);
            if (bound != null) {
                items.add(bound);
            }
        }
        return List.copyOf(items);
    }

    private Map<String, Object> bindMap(Node node, Type valueType) {
        Map<String, Object> bound = new LinkedHashMap<>();
        entries(node)
                .forEach((key, value) -> bound.put(key, bind(value.getValueNode(), valueType)));
        bound.values().removeIf(Objects::isNull);
        return bound;
    }

    private static boolean isShorthand(Node node, Class<?> type) {
        return node instanceof ScalarNode scalar
                && !scalar.getValue().isEmpty()
                && shorthand(type).isPresent();
    }

    private Object bindShorthand(Node node, Class<?> type) {
        RecordComponent component = shorthand(type).orElseThrow();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(snakeCase(component.getName()), bind(node, component.getType()));
        return construct(type, values, place(node));
    }

    private static Optional<RecordComponent> shorthand(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.isAnnotationPresent(Shorthand.class))
                .findFirst();
    }

    private Object bindRecord(Node node, Class<?> type) {
        Map<String, RecordComponent> components = components(type);
        Map<String, Object> values = new LinkedHashMap<>();
        entries(node)
                .forEach(
                        (key, entry) -> {
                            RecordComponent component = components.get(key);
                            if (component == null) {
                                unknownKey(entry.getKeyNode(), key, components);
                            } else {
                                Type wanted = component.getGenericType();
                                values.put(key, bind(entry.getValueNode(), wanted));
                            }
                        });
        return construct(type, values, place(node));
    }

    private void unknownKey(Node node, String key, Map<String, RecordComponent> known) {
        String hint =
                NearestName.of(key, known.keySet())
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse("; known here: " + String.join(", ", known.keySet()));
        problem(node, "unknown key '" + key + "'" + hint);
    }

    /** Keys with their nodes. An empty value after a key is an empty mapping. */
    private Map<String, NodeTuple> entries(Node node) {
        if (node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            problem(node, "a mapping of keys to values is wanted here");
            return Map.of();
        }
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problem(entry.getKeyNode(), "a key is a single word");
            } else if (entries.put(key.getValue(), entry) != null) {
                problem(key, "key '" + key.getValue() + "' is here twice");
            }
        }
        return entries;
    }

    private Object construct(Class<?> type, Map<String, Object> values, String place) {
        int before = problems.size();
        Map<String, RecordComponent> components = components(type);
        List<Object> arguments = new ArrayList<>();
        components.forEach(
                (key, component) ->
                        arguments.add(
                                values.containsKey(key)
                                        ? values.get(key)
                                        : absent(key, component, place)));
        if (problems.size() > before || values.values().stream().anyMatch(Objects::isNull)) {
            return null;
        }
        return invoke(type, components, arguments, place);
    }

    private Object absent(String key, RecordComponent component, String place) {
        Default byDefault = component.getAnnotation(Default.class);
        Class<?> type = component.getType();
        if (byDefault != null && type.isRecord() && type != Secret.class) {
            RecordComponent first = shorthand(type).orElseThrow();
            Object value = ScalarParser.parse(byDefault.value(), first.getType());
            return construct(type, Map.of(snakeCase(first.getName()), value), place);
        }
        if (byDefault != null) {
            return ScalarParser.parse(byDefault.value(), type);
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type.isRecord() && type != Secret.class) {
            return construct(type, Map.of(), place + " (in " + key + ")");
        }
        problems.add(place + ": key '" + key + "' is missing");
        return null;
    }

    private Object invoke(
            Class<?> type,
            Map<String, RecordComponent> components,
            List<Object> arguments,
            String place) {
        Class<?>[] types =
                components.values().stream().map(RecordComponent::getType).toArray(Class[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            problems.add(place + ": " + e.getCause().getMessage());
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private static Map<String, RecordComponent> components(Class<?> type) {
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        Arrays.stream(type.getRecordComponents())
                .forEach(component -> components.put(snakeCase(component.getName()), component));
        return components;
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Type arguments are boxed; the parser knows the primitives. */
    private static Type boxless(Type type) {
        if (type instanceof Class<?> boxed) {
            return MethodType.methodType(boxed).unwrap().returnType();
        }
        return type;
    }

    private void problem(Node node, String what) {
        problems.add(place(node) + ": " + what);
    }

    private String place(Node node) {
        return node.getStartMark()
                .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse(file);
    }
}
