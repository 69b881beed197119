// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.plan.CheckedCorrelation.CheckedInput;
import dev.saker.rules.field.FieldRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A digest of what stored state means: the kind of pattern, its steps, its key. Conditions, limits,
 * thresholds and outputs are none of it: state outlives their edits.
 */
final class Layout implements Pattern.Visitor<String> {

    private static final int DIGEST_BYTES = 8;

    private Layout() {}

    static String of(CheckedCorrelation checked) {
        StringBuilder text = new StringBuilder("1 ");
        text.append(checked.pattern().accept(new Layout()));
        for (CheckedInput input : checked.inputs()) {
            text.append("\ninput ").append(input.id());
            for (KeyField key : input.key()) {
                text.append(' ').append(key);
            }
        }
        return digest(text.toString());
    }

    @Override
    public String visitAggregate(Pattern.Aggregate pattern) {
        String field = pattern.field().map(FieldRef::name).orElse("");
        boolean aligned = pattern.type().isNumeric() || pattern.isToldAtEnd();
        return pattern.type()
                + " "
                + pattern.window()
                + " "
                + field
                + (aligned ? " " + pattern.withinNanos() : "")
                + (pattern.latenessNanos() > 0 ? " late" : "");
    }

    @Override
    public String visitSequence(Pattern.Sequence pattern) {
        StringBuilder text = new StringBuilder("sequence");
        for (Pattern.Step step : pattern.steps()) {
            text.append(' ').append(step.input()).append('x').append(step.count());
        }
        return text + " not " + pattern.leading() + inputs(pattern.trailing());
    }

    private static List<Integer> inputs(List<Pattern.Not> nots) {
        return nots.stream().map(Pattern.Not::input).toList();
    }

    /** States of the engine are called after steps, and numbered by how often those come. */
    @Override
    public String visitChain(Pattern.Chain pattern) {
        StringBuilder text = new StringBuilder("chain");
        pattern.links().forEach(link -> append(link, text));
        return text.toString();
    }

    private static void append(Link link, StringBuilder text) {
        text.append(" [").append(link.contiguity()).append(' ').append(link.repeat());
        if (link instanceof Link.Single single) {
            text.append(single.not() ? " not " : " ").append(single.id()).append(single.input());
        } else {
            ((Link.Group) link).links().forEach(inner -> append(inner, text));
        }
        text.append(']');
    }

    @Override
    public String visitUnordered(Pattern.Unordered pattern) {
        return "set " + pattern.members() + " not " + pattern.nots();
    }

    @Override
    public String visitFirstSeen(Pattern.FirstSeen pattern) {
        return "new "
                + pattern.fields().stream().map(FieldRef::name).toList()
                + " "
                + pattern.historyNanos();
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }
}
