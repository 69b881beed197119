// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.schemas.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * What Falco's {@code -o KEY=VALUE} puts over the configuration. A key is names with dots between,
 * {@code [N]} behind a name for the place in a list and {@code []} for a place behind its end; the
 * value is YAML.
 */
final class ConfigOverride {

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{0,6})]");

    private final String written;
    private final List<Step> steps;
    private final Node value;

    /**
     * One step down.
     *
     * @param index in a list: -1 for behind its end; of no meaning if there is a name
     */
    private record Step(String name, int index) {
        boolean isName() {
            return !name.isEmpty();
        }
    }

    private ConfigOverride(String written, List<Step> steps, Node value) {
        this.written = written;
        this.steps = steps;
        this.value = value;
    }

    /** Throws {@link ConfigException} if it is no key and value. */
    static ConfigOverride parse(String written) {
        int equals = written.indexOf('=');
        if (equals < 1) {
            throw new ConfigException(
                    "-o " + written + ": not KEY=VALUE, such as priority=warning");
        }
        List<Step> steps = steps(written.substring(0, equals));
        if (steps.isEmpty() || !steps.get(0).isName()) {
            throw new ConfigException(
                    "-o "
                            + written
                            + ": no key; names with dots between, [0] for a place in a list");
        }
        return new ConfigOverride(written, steps, value(written, written.substring(equals + 1)));
    }

    private static List<Step> steps(String key) {
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(key);
        int at = 0;
        while (at < key.length() && matcher.find(at) && matcher.start() == at) {
            at = matcher.end();
            if (matcher.group(1) != null) {
                steps.add(new Step(matcher.group(1), 0));
            } else {
                String number = matcher.group(2);
                steps.add(new Step("", number.isEmpty() ? -1 : Integer.parseInt(number)));
            }
            boolean dot = at < key.length() && key.charAt(at) == '.';
            at += dot && at + 1 < key.length() ? 1 : 0;
        }
        return at == key.length() ? steps : List.of();
    }

    private static Node value(String written, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel("-o " + written).build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .orElseGet(() -> new ScalarNode(Tag.STR, "", ScalarStyle.PLAIN));
        } catch (YamlEngineException e) {
            throw new ConfigException("-o " + written + ": the value is not YAML");
        }
    }

    /** The top-level key that it is about. */
    String key() {
        return steps.get(0).name();
    }

    /** The value of the top-level key with this put into it. */
    Node over(Optional<Node> old) {
        return put(old, 1);
    }

    private Node put(Optional<Node> old, int step) {
        if (step == steps.size()) {
            return value;
        }
        Step next = steps.get(step);
        return next.isName() ? intoMap(old, next.name(), step) : intoList(old, next.index(), step);
    }

    private Node intoMap(Optional<Node> old, String name, int step) {
        List<NodeTuple> tuples = new ArrayList<>();
        Optional<Node> inner = Optional.empty();
        Node key = new ScalarNode(Tag.STR, name, ScalarStyle.PLAIN);
        if (old.isPresent() && old.get() instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode known
                        && known.getValue().equals(name)) {
                    inner = Optional.of(tuple.getValueNode());
                } else {
                    tuples.add(tuple);
                }
            }
        }
        tuples.add(new NodeTuple(key, put(inner, step + 1)));
        return new MappingNode(
                Tag.MAP, true, tuples, FlowStyle.BLOCK, value.getStartMark(), value.getEndMark());
    }

    private Node intoList(Optional<Node> old, int index, int step) {
        List<Node> items = new ArrayList<>();
        if (old.isPresent() && old.get() instanceof SequenceNode list) {
            items.addAll(list.getValue());
        }
        int at = index < 0 ? items.size() : index;
        if (at > items.size()) {
            throw new ConfigException(
                    "-o " + written + ": the list has " + items.size() + " values, none at " + at);
        }
        if (at == items.size()) {
            items.add(put(Optional.empty(), step + 1));
        } else {
            items.set(at, put(Optional.of(items.get(at)), step + 1));
        }
        Optional<Mark> start = value.getStartMark();
        return new SequenceNode(Tag.SEQ, true, items, FlowStyle.BLOCK, start, value.getEndMark());
    }
}
