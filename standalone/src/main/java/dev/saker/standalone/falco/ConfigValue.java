// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of falco.yaml with its place. {@code ${NAME}} in it stands for a variable of the
 * environment, and for nothing if that is not set.
 */
record ConfigValue(Node node, UnaryOperator<String> environment) {

    private static final Pattern VARIABLE = Pattern.compile("(\\$?)\\$\\{([^}]*)}");

    /** {@code FILE:LINE:COLUMN}. */
    String place() {
        return node.getStartMark()
                .map(mark -> mark.getName() + ":" + (mark.getLine() + 1) + ":" + column(mark))
                .orElse("?");
    }

    private static int column(Mark mark) {
        return mark.getColumn() + 1;
    }

    boolean isEmpty() {
        return node instanceof ScalarNode scalar
                && (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isEmpty());
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Of a map, in its order; empty for anything else. */
    Map<String, ConfigValue> entries() {
        Map<String, ConfigValue> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    entries.put(key.getValue(), of(tuple.getValueNode()));
                }
            }
        }
        return entries;
    }

    /** Of a map. */
    Optional<ConfigValue> at(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    /** Of a list; a single value counts as a list of itself. */
    List<ConfigValue> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(this::of).toList();
        }
        return isEmpty() ? List.of() : List.of(this);
    }

    private ConfigValue of(Node other) {
        return new ConfigValue(other, environment);
    }

    /** Empty for what is not a single value. */
    String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
            return "";
        }
        Matcher matcher = VARIABLE.matcher(scalar.getValue());
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(variable(found.group(1), found.group(2))));
    }

    private String variable(String escaped, String name) {
        if (!escaped.isEmpty()) {
            return "${" + name + "}";
        }
        String value = environment.apply(name);
        return value == null ? "" : value;
    }

    boolean flag() {
        return List.of("true", "yes", "on").contains(text().toLowerCase(Locale.ROOT));
    }

    /** As maps, lists, texts and booleans. */
    Object plain() {
        if (isMap()) {
            Map<String, Object> map = new LinkedHashMap<>();
            entries().forEach((key, value) -> map.put(key, value.plain()));
            return map;
        }
        if (node instanceof SequenceNode) {
            List<Object> list = new ArrayList<>();
            items().forEach(item -> list.add(item.plain()));
            return list;
        }
        return node.getTag().equals(Tag.BOOL) ? (Object) flag() : text();
    }
}
