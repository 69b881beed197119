// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.schemas.config.Default;
import java.io.Serializable;
import java.util.List;

/**
 * What is done when a node has lost events: Falco's {@code syscall_event_drops}, key for key.
 *
 * @param threshold part of a second's events, 0 to 1, above which a loss is worth an action
 * @param actions what to do; without any, log and alert
 * @param rate actions per second of event time that a node gets
 * @param maxBurst how many of them it may save up
 * @param simulateDrops whether each second counts as one with a loss: to try the rest out
 */
public record EventDrops(
        @Default("0.1") double threshold,
        List<Action> actions,
        @Default("0.03333") double rate,
        @Default("1") double maxBurst,
        @Default("false") boolean simulateDrops)
        implements Serializable {

    /** One of Falco's four. */
    public enum Action {
        IGNORE,
        LOG,
        ALERT,
        /** The job ends as failed, and is not started again by Flink. */
        EXIT
    }

    public EventDrops {
        actions = actions.isEmpty() ? List.of(Action.LOG, Action.ALERT) : List.copyOf(actions);
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be from 0 to 1, not " + threshold);
        }
        if (!(rate > 0) || !(maxBurst >= 1)) {
            throw new IllegalArgumentException(
                    "rate must be above 0 and max_burst at least 1, not "
                            + rate
                            + " and "
                            + maxBurst);
        }
        if (actions.contains(Action.IGNORE) && actions.size() > 1) {
            throw new IllegalArgumentException("ignore makes no sense with another action");
        }
    }

    /** Falco's defaults. */
    public static EventDrops defaults() {
        return new EventDrops(0.1, List.of(), 0.03333, 1, false);
    }
}
