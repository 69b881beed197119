// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate;

import dev.saker.rules.Contiguity;
import dev.saker.rules.check.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A piece of a sequence as pattern engines know it: a step, or several of them as one. */
public sealed interface Link {

    /** How it follows what stands before it. */
    Contiguity contiguity();

    Repeat repeat();

    /** Its steps, in their order. */
    List<Single> singles();

    /** The steps of several pieces. */
    static List<Single> singles(List<Link> links) {
        List<Single> all = new ArrayList<>();
        links.forEach(link -> all.addAll(link.singles()));
        return all;
    }

    /**
     * How often.
     *
     * @param least at least once, unless it is optional
     * @param most 0 for no bound
     * @param optional whether it may be left out
     * @param greedy whether an event that fits it is never left to the next step
     * @param inner how its events follow each other
     */
    record Repeat(int least, int most, boolean optional, boolean greedy, Contiguity inner) {
        public static final Repeat ONCE = new Repeat(1, 1, false, false, Contiguity.ANY);

        public Repeat {
            Objects.requireNonNull(inner, "inner is null");
            if (least < 1 || most != 0 && most < least) {
                throw new IllegalArgumentException("repeats " + least + " to " + most);
            }
        }

        public boolean isOnce() {
            return least == 1 && most == 1;
        }
    }

    /**
     * A step.
     *
     * @param id of the step
     * @param input whose events it takes
     * @param not whether none may come
     * @param withinNanos longest from the event before; 0 for no bound of its own
     * @param where over the event and those of the steps before
     */
    record Single(
            String id,
            int input,
            boolean not,
            Contiguity contiguity,
            Repeat repeat,
            long withinNanos,
            Optional<Condition> where)
            implements Link {
        public Single {
            Objects.requireNonNull(id, "id is null");
            Objects.requireNonNull(contiguity, "contiguity is null");
            Objects.requireNonNull(repeat, "repeat is null");
        }

        @Override
        public List<Single> singles() {
            return List.of(this);
        }
    }

    /** Several as one. */
    record Group(List<Link> links, Contiguity contiguity, Repeat repeat) implements Link {
        public Group {
            links = List.copyOf(links);
            Objects.requireNonNull(contiguity, "contiguity is null");
            Objects.requireNonNull(repeat, "repeat is null");
        }

        @Override
        public List<Single> singles() {
            return Link.singles(links);
        }
    }
}
