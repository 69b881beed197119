// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Priority;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** An item about alerts rather than events. */
public sealed interface AlertItem {

    /** What all of them say. */
    Common common();

    /**
     * What all of them say.
     *
     * @param type the kind of item
     * @param by fields of the alerts' events that tell which belong together
     */
    record Common(
            String type, String name, SourceSpan span, AlertMatch match, List<LocatedText> by) {
        public Common {
            Objects.requireNonNull(name, "name is null");
            by = List.copyOf(by);
        }
    }

    /**
     * Which alerts it is about: those that fit everything said.
     *
     * @param rules names of rules and correlations; all when empty
     * @param tagsAny an alert must carry one of them; any when empty
     * @param priority an alert must be this grave
     */
    record AlertMatch(List<LocatedText> rules, Set<String> tagsAny, Optional<Priority> priority) {
        public AlertMatch {
            rules = List.copyOf(rules);
            tagsAny = Set.copyOf(tagsAny);
        }

        public static final AlertMatch ANY = new AlertMatch(List.of(), Set.of(), Optional.empty());
    }

    /** What it says in alerts of its own. */
    record Voice(
            String description,
            Optional<LocatedText> output,
            Optional<Priority> priority,
            SortedSet<String> tags) {}

    /** Lets only some alerts through. */
    record Suppress(Common common, ThrottleDefinition throttle) implements AlertItem {}

    /**
     * Puts alerts of one thing into one story.
     *
     * @param gapNanos the longest between two of its alerts
     * @param maxNanos the longest from the first to the last
     * @param repeatNanos an update is told so often; 0 for never
     * @param sample alerts that it names
     */
    record Incident(
            Common common, Voice voice, long gapNanos, long maxNanos, long repeatNanos, int sample)
            implements AlertItem {}

    /**
     * Adds up what alerts weigh.
     *
     * @param scores by priority; 0 for one that is not said
     * @param tagScores by tag, over those by priority
     * @param halfLifeNanos after which half of the score is left
     * @param perRuleNanos for which a rule counts once
     * @param threshold score that is told
     * @param tactics number of distinct tactics that is told; 0 for none
     * @param reset below this score the threshold may be crossed again
     */
    record Risk(
            Common common,
            Voice voice,
            Map<Priority, Integer> scores,
            Map<String, Integer> tagScores,
            long halfLifeNanos,
            long perRuleNanos,
            int threshold,
            int tactics,
            int reset)
            implements AlertItem {
        public Risk {
            scores = Map.copyOf(scores);
            tagScores = Map.copyOf(tagScores);
        }
    }
}
