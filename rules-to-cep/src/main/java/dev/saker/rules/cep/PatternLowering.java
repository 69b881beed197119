// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.cep;

import dev.saker.rules.Contiguity;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Pattern.Chain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/** Writes a sequence as a pattern of Flink's. */
final class PatternLowering {

    /** So far, of steps that come. */
    private final List<String> stages = new ArrayList<>();

    private PatternLowering() {}

    /**
     * The pattern. Its times are those of events, in nanoseconds, though Flink says milliseconds;
     * its window ends just before what it is given, ours holds its end.
     */
    static Pattern<ChainEvent, ?> lower(Chain chain) {
        return new PatternLowering()
                .links(chain.links())
                .within(Duration.ofMillis(chain.withinNanos() + 1));
    }

    private Pattern<ChainEvent, ChainEvent> links(List<Link> links) {
        Pattern<ChainEvent, ChainEvent> pattern = null;
        for (Link link : links) {
            if (link instanceof Link.Group group) {
                pattern = group(pattern, group);
                repeat(pattern, group.repeat());
                continue;
            }
            Link.Single step = (Link.Single) link;
            if (!step.not() && isExact(step.repeat())) {
                pattern = copies(pattern, step);
                continue;
            }
            pattern = single(pattern, step, 0);
            if (!step.not()) {
                repeat(pattern, step.repeat());
            }
        }
        return pattern;
    }

    private static boolean isExact(Link.Repeat repeat) {
        return repeat.most() == repeat.least() && !repeat.optional() && !repeat.greedy();
    }

    /**
     * So many steps instead of one that comes so often: what must not come behind a loop of Flink's
     * would stop it in its midst, too.
     */
    private Pattern<ChainEvent, ChainEvent> copies(
            Pattern<ChainEvent, ChainEvent> previous, Link.Single step) {
        Link.Single further =
                new Link.Single(
                        step.id(),
                        step.input(),
                        false,
                        step.repeat().inner(),
                        Link.Repeat.ONCE,
                        step.withinNanos(),
                        step.where());
        Pattern<ChainEvent, ChainEvent> pattern = single(previous, step, 0);
        for (int copy = 1; copy < step.repeat().least(); copy++) {
            pattern = single(pattern, further, copy);
        }
        return pattern;
    }

    private Pattern<ChainEvent, ChainEvent> single(
            Pattern<ChainEvent, ChainEvent> previous, Link.Single step, int copy) {
        StepCondition condition = new StepCondition(step, copy, stages);
        String name = ChainMatch.name(step.id(), copy);
        if (!step.not()) {
            stages.add(name);
        }
        return named(previous, step, name).where(condition);
    }

    private static Pattern<ChainEvent, ChainEvent> named(
            Pattern<ChainEvent, ChainEvent> previous, Link.Single step, String id) {
        if (previous == null) {
            return Pattern.begin(id, AfterMatchSkipStrategy.noSkip());
        }
        if (step.not()) {
            return step.contiguity() == Contiguity.STRICT
                    ? previous.notNext(id)
                    : previous.notFollowedBy(id);
        }
        return switch (step.contiguity()) {
            case STRICT -> previous.next(id);
            case RELAXED -> previous.followedBy(id);
            case ANY -> previous.followedByAny(id);
        };
    }

    private Pattern<ChainEvent, ChainEvent> group(
            Pattern<ChainEvent, ChainEvent> previous, Link.Group group) {
        Pattern<ChainEvent, ChainEvent> inner = links(group.links());
        if (previous == null) {
            return Pattern.begin(inner, AfterMatchSkipStrategy.noSkip());
        }
        return switch (group.contiguity()) {
            case STRICT -> previous.next(inner);
            case RELAXED -> previous.followedBy(inner);
            case ANY -> previous.followedByAny(inner);
        };
    }

    private static void repeat(Pattern<ChainEvent, ChainEvent> pattern, Link.Repeat repeat) {
        if (!repeat.isOnce()) {
            if (repeat.most() == 0) {
                pattern.timesOrMore(repeat.least());
            } else if (repeat.most() == repeat.least()) {
                pattern.times(repeat.least());
            } else {
                pattern.times(repeat.least(), repeat.most());
            }
            if (repeat.inner() == Contiguity.STRICT) {
                pattern.consecutive();
            } else if (repeat.inner() == Contiguity.ANY) {
                pattern.allowCombinations();
            }
        }
        if (repeat.optional()) {
            pattern.optional();
        }
        if (repeat.greedy()) {
            pattern.greedy();
        }
    }
}
