// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of a Sigma document with its place. */
record SigmaNode(Node node) {

    String place() {
        return node.getStartMark()
                .map(
                        mark ->
                                mark.getName()
                                        + ":"
                                        + (mark.getLine() + 1)
                                        + ":"
                                        + (mark.getColumn() + 1))
                .orElse("?");
    }

    /** The same place with other texts. */
    List<SigmaNode> withTexts(List<String> texts) {
        return texts.stream().map(this::withText).toList();
    }

    private SigmaNode withText(String text) {
        return new SigmaNode(
                new ScalarNode(
                        Tag.STR,
                        true,
                        text,
                        ScalarStyle.PLAIN,
                        node.getStartMark(),
                        node.getEndMark()));
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    Map<String, SigmaNode> entries() throws SigmaProblem {
        if (!(node instanceof MappingNode mapping)) {
            throw new SigmaProblem("a map is expected here", this);
        }
        Map<String, SigmaNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            SigmaNode key = new SigmaNode(tuple.getKeyNode());
            if (entries.put(key.text(), new SigmaNode(tuple.getValueNode())) != null) {
                throw new SigmaProblem("key '" + key.text() + "' is given twice", key);
            }
        }
        return entries;
    }

    /** The same map but for one key. */
    SigmaNode without(String key) throws SigmaProblem {
        List<NodeTuple> tuples = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (!new SigmaNode(tuple.getKeyNode()).text().equals(key)) {
                    tuples.add(tuple);
                }
            }
        }
        return new SigmaNode(
                new MappingNode(
                        Tag.MAP,
                        true,
                        tuples,
                        FlowStyle.BLOCK,
                        node.getStartMark(),
                        node.getEndMark()));
    }

    /** Of a list; a single value counts as a list of itself. */
    List<SigmaNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(SigmaNode::new).toList();
        }
        return List.of(this);
    }

    String text() throws SigmaProblem {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new SigmaProblem("a single value is expected here", this);
    }

    Optional<SigmaNode> at(String key) throws SigmaProblem {
        return Optional.ofNullable(entries().get(key));
    }

    SigmaNode need(String key) throws SigmaProblem {
        Optional<SigmaNode> value = at(key);
        if (value.isEmpty()) {
            throw new SigmaProblem("key '" + key + "' is missing", this);
        }
        return value.get();
    }

    /** Empty for a key that is not there. */
    String text(String key) throws SigmaProblem {
        Optional<SigmaNode> value = at(key);
        return value.isEmpty() ? "" : value.get().text().strip();
    }
}
