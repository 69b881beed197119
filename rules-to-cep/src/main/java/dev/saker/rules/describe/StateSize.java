// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.WindowKind;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Pattern;

/** Estimates what one key takes when it is stored, in bytes. */
final class StateSize implements Pattern.Visitor<Long> {

    /** The identity of an event, its time and node, and the lengths before them. */
    private static final long EVENT = 80;

    /** A value with the hash of its name; texts are seldom longer. */
    private static final long VALUE = 45;

    private static final long ID = 50;
    private static final long TIME = 6;
    private static final long PARTIAL = 110;
    private static final long HASH = 8;
    private static final long PANES = 60;
    private static final long PANE = 16;

    private final Correlation correlation;

    StateSize(Correlation correlation) {
        this.correlation = correlation;
    }

    static String lowering(Correlation correlation) {
        Pattern pattern = correlation.pattern();
        if (pattern instanceof Pattern.Sequence sequence) {
            return sequence.newestIsEnough()
                    ? "slots: the newest beginning of each step"
                    : "slots: the "
                            + correlation.limits().partials()
                            + " newest beginnings of each step";
        }
        if (pattern instanceof Pattern.Chain) {
            return "Flink CEP: up to " + correlation.limits().partials() + " partial matches";
        }
        if (pattern instanceof Pattern.Unordered) {
            return "last times of each step";
        }
        if (pattern instanceof Pattern.FirstSeen) {
            return "values with the day they were last seen";
        }
        Pattern.Aggregate aggregate = (Pattern.Aggregate) pattern;
        if (aggregate.window() != WindowKind.SLIDING) {
            return "one " + aggregate.window().word() + " window at a time";
        }
        if (aggregate.isInPanes()) {
            return PANES + " panes";
        }
        return aggregate.type() == CorrelationType.EVENT_COUNT
                ? "times of the last " + kept(aggregate) + " events"
                : "the last " + kept(aggregate) + " distinct values";
    }

    /** How many events or values a sliding count keeps: more, if late ones may join them. */
    private static long kept(Pattern.Aggregate pattern) {
        long least = pattern.threshold().least();
        return pattern.latenessNanos() > 0 ? 2 * least : least;
    }

    private long event(int input) {
        return EVENT + VALUE * correlation.inputs().get(input).fields().size();
    }

    private long sample() {
        return ID * correlation.limits().sample();
    }

    @Override
    public Long visitAggregate(Pattern.Aggregate pattern) {
        long fixed = event(0) + sample();
        boolean values = pattern.type() == CorrelationType.VALUE_COUNT;
        if (pattern.window() != WindowKind.SLIDING) {
            return fixed + (values ? HASH * correlation.limits().values() : PANE);
        }
        if (pattern.isInPanes()) {
            return fixed + PANES * PANE;
        }
        return fixed + (values ? HASH + TIME : TIME) * kept(pattern);
    }

    @Override
    public Long visitSequence(Pattern.Sequence pattern) {
        long size = TIME;
        long complete = 0;
        long beginnings = pattern.newestIsEnough() ? 1 : correlation.limits().partials();
        for (Pattern.Step step : pattern.steps()) {
            long open = complete;
            complete += event(step.input());
            size +=
                    beginnings
                            * ((step.count() - 1) * (ID + 2 * TIME + open)
                                    + ID
                                    + 2 * TIME
                                    + complete);
        }
        boolean waits = !pattern.trailing().isEmpty();
        return waits ? size : size - beginnings * (ID + 2 * TIME + complete);
    }

    /** A partial match is a state and a node; a few events are shared by many. */
    @Override
    public Long visitChain(Pattern.Chain pattern) {
        long size = TIME;
        for (Link.Single step : Link.singles(pattern.links())) {
            size += step.repeat().least() * (event(step.input()) + PARTIAL);
        }
        return size;
    }

    @Override
    public Long visitUnordered(Pattern.Unordered pattern) {
        long size = TIME;
        for (Pattern.Member member : pattern.members()) {
            size += TIME * member.count() + event(member.input());
        }
        return pattern.nots().isEmpty() ? size : 2 * size;
    }

    @Override
    public Long visitFirstSeen(Pattern.FirstSeen pattern) {
        return (HASH + 2) * correlation.limits().values();
    }
}
