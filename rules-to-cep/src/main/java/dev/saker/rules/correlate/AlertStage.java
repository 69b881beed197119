// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.Priority;
import dev.saker.rules.Throttle;
import dev.saker.rules.field.FieldRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is done with alerts, once they are there. Spans are in nanoseconds. */
public sealed interface AlertStage {

    Common common();

    /** What it does, as text that is the same wherever it is made: sets and maps in order. */
    default String digestText() {
        Common common = common();
        String own =
                switch (kind()) {
                    case "suppress" -> ((Suppress) this).throttle().toString();
                    case "incident" -> ((Incident) this).spans();
                    default -> ((Risk) this).weights();
                };
        return kind()
                + " "
                + common.name()
                + " "
                + common.match().digestText()
                + " "
                + common.by()
                + " "
                + own;
    }

    /** The word that rules use for it. */
    String kind();

    /**
     * What all of them say.
     *
     * @param index place among the items about alerts
     * @param match which alerts it is about
     * @param by fields of the alert's event that tell which alerts belong together
     */
    record Common(int index, String name, Selection match, List<FieldRef> by) {
        public Common {
            Objects.requireNonNull(name, "name is null");
            by = List.copyOf(by);
        }
    }

    /**
     * Which alerts: those that fit everything said.
     *
     * @param rules all when empty
     * @param tagsAny any when empty
     */
    record Selection(Set<String> rules, Set<String> tagsAny, Optional<Priority> priority) {
        public Selection {
            rules = Set.copyOf(rules);
            tagsAny = Set.copyOf(tagsAny);
        }

        String digestText() {
            return new TreeSet<>(rules) + " " + new TreeSet<>(tagsAny) + " " + priority;
        }

        /** Whether alerts of a rule are meant. */
        public boolean selects(String rule, List<String> tags, Priority grave) {
            return (rules.isEmpty() || rules.contains(rule))
                    && (tagsAny.isEmpty() || tags.stream().anyMatch(tagsAny::contains))
                    && (priority.isEmpty() || grave.atLeast(priority.get()));
        }
    }

    /**
     * What it says in alerts of its own.
     *
     * @param output its own words before what it always says; may be empty
     */
    record Voice(
            String description, String output, Optional<Priority> priority, List<String> tags) {
        public Voice {
            tags = List.copyOf(tags);
        }
    }

    /** Lets only some through. */
    record Suppress(Common common, Throttle throttle) implements AlertStage {
        @Override
        public String kind() {
            return "suppress";
        }
    }

    /** Puts those of one thing into one story. */
    record Incident(
            Common common, Voice voice, long gapNanos, long maxNanos, long repeatNanos, int sample)
            implements AlertStage {
        @Override
        public String kind() {
            return "incident";
        }

        private String spans() {
            return voice + " " + gapNanos + " " + maxNanos + " " + repeatNanos + " " + sample;
        }
    }

    /** Adds up what they weigh. */
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
            implements AlertStage {
        public Risk {
            scores = Map.copyOf(scores);
            tagScores = Map.copyOf(tagScores);
        }

        @Override
        public String kind() {
            return "risk";
        }

        private String weights() {
            return voice
                    + " "
                    + new TreeMap<>(scores)
                    + new TreeMap<>(tagScores)
                    + " "
                    + List.of(halfLifeNanos, perRuleNanos)
                    + List.of(threshold, tactics, reset);
        }
    }
}
