// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import dev.saker.rules.PublishedRules;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.RuleSetActivation;
import dev.saker.schemas.TaskStatus;
import dev.saker.schemas.kafka.NodeMarkers.NodeMarker;
import dev.saker.schemas.kafka.RuleSetException;
import dev.saker.schemas.kafka.RuleSetTiming;
import dev.saker.schemas.kafka.RuleSets;
import dev.saker.schemas.kafka.RuleTimeline;
import dev.saker.schemas.kafka.TaskStatusTopic.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the rule sets have got to.
 *
 * @param inForce version that holds for events of now; 0 when there is none
 * @param shadow version on trial now; 0 for none
 */
public record RulesStatus(
        long inForce, long shadow, List<Version> versions, List<Task> tasks, List<Node> nodes) {
    /** A task says something every five seconds. */
    private static final Duration TASK_TIMEOUT = Duration.ofSeconds(15);

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Where a version stands. */
    public enum State {
        /** Pushed, without a time from which on it holds: the push was not complete. */
        INCOMPLETE,
        /** It will hold in a moment. */
        COMING,
        IN_FORCE,
        SHADOW,
        /** Another one holds now. */
        REPLACED,
        /** It cannot be loaded, tasks say. */
        REFUSED
    }

    /**
     * A version as it was pushed.
     *
     * @param from event time from which on it holds; empty for all time, or while it is incomplete
     * @param terms what it was pushed with, in words
     */
    public record Version(
            long number,
            State state,
            String sha256,
            String pushedBy,
            Instant pushedAt,
            Optional<Instant> from,
            List<String> acknowledged,
            List<String> silent,
            List<String> terms) {}

    /** A task of a detection job; not live if it has said nothing lately. */
    public record Task(TaskStatus status, Instant heard, boolean live) {}

    /** A collector; not live if it has said nothing lately, or that it ends. */
    public record Node(String node, long ruleSet, Instant heard, boolean live) {}

    public static RulesStatus of(
            RuleSets sets, List<Kept> tasks, List<NodeMarker> nodes, Instant now) {
        long inForce = at(sets.live(), now, true);
        long shadow = at(sets.shadow(), now, false);
        List<Long> refused =
                tasks.stream().flatMap(task -> task.status().refused().stream()).toList();
        return new RulesStatus(
                inForce,
                shadow,
                sets.versions().stream()
                        .map(version -> version(version, inForce, shadow, refused, now))
                        .toList(),
                tasks.stream().map(task -> task(task, now)).toList(),
                nodes.stream().map(node -> node(node, now)).toList());
    }

    /** Whether all that live go by what is in force, and nothing was refused. */
    public boolean isSettled() {
        return versions.stream().noneMatch(version -> version.state() == State.REFUSED)
                && tasks.stream()
                        .filter(Task::live)
                        .allMatch(task -> task.status().ruleSet() == inForce)
                && nodes.stream().filter(Node::live).allMatch(node -> node.ruleSet() >= inForce);
    }

    private static long at(RuleTimeline timeline, Instant now, boolean firstHoldsBefore) {
        int index = timeline.indexAt(nanos(now));
        int known = index < 0 && firstHoldsBefore ? 0 : index;
        return known < 0 || timeline.entries().isEmpty()
                ? 0
                : timeline.entries().get(known).version();
    }

    private static Version version(
            RuleSets.Version version, long inForce, long shadow, List<Long> refused, Instant now) {
        long number = version.head().version();
        Optional<RuleSetActivation> activation = version.activation();
        return new Version(
                number,
                refused.contains(number)
                        ? State.REFUSED
                        : number == inForce
                                ? State.IN_FORCE
                                : number == shadow ? State.SHADOW : other(activation, now),
                version.head().sha256(),
                version.head().pushedBy(),
                version.head().pushedAt(),
                activation.filter(known -> !known.beginsAnew()).map(RulesStatus::from),
                activation.map(RuleSetActivation::acknowledged).orElse(List.of()),
                activation.map(RuleSetActivation::silent).orElse(List.of()),
                terms(version));
    }

    private static List<String> terms(RuleSets.Version version) {
        try {
            return PublishedRules.terms(version.files().read().files()).words();
        } catch (RuleSetException | IllegalArgumentException unreadable) {
            return List.of("terms that cannot be read: " + unreadable.getMessage());
        }
    }

    private static State other(Optional<RuleSetActivation> activation, Instant now) {
        if (activation.isEmpty()) {
            return State.INCOMPLETE;
        }
        return activation.get().fromNanos() > nanos(now) ? State.COMING : State.REPLACED;
    }

    private static Instant from(RuleSetActivation activation) {
        return Instant.ofEpochSecond(
                Math.floorDiv(activation.fromNanos(), NANOS_PER_SECOND),
                Math.floorMod(activation.fromNanos(), NANOS_PER_SECOND));
    }

    private static Task task(Kept task, Instant now) {
        Instant heard = Instant.ofEpochMilli(task.appendMillis());
        return new Task(task.status(), heard, heard.plus(TASK_TIMEOUT).isAfter(now));
    }

    private static Node node(NodeMarker node, Instant now) {
        Instant heard = Instant.ofEpochMilli(node.appendMillis());
        boolean live =
                node.marker().kind() != MarkerKind.STOP
                        && heard.plus(RuleSetTiming.NODE_TIMEOUT).isAfter(now);
        return new Node(node.marker().node(), node.marker().ruleSet(), heard, live);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }
}
