// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The last events of each step of a set: it is there if the oldest that is needed is near. */
final class UnorderedState extends KeyState {

    private final Pattern.Unordered pattern;
    private final Found found;
    private final byte[] key;
    private final List<LastEvents> members = new ArrayList<>();

    /** Found, but something may yet come that must not; the oldest first. */
    private final List<Waiting> waiting = new ArrayList<>();

    private long lastNot = NEVER;
    private boolean truncated;

    /** What was found at an event. */
    private record Waiting(StepEvent event, long first, Map<String, StepEvent> steps) {}

    UnorderedState(Pattern.Unordered pattern, Found found, byte[] key) {
        this.pattern = pattern;
        this.found = found;
        this.key = key;
        pattern.members().forEach(member -> members.add(new LastEvents(member.count())));
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        boolean until = pattern.until().isPresent() && hit.matches(pattern.until().getAsInt());
        boolean barred = lastNot != NEVER && hit.time() - lastNot <= pattern.withinNanos();
        boolean ofStep = add(hit);
        Waiting whole = ofStep && !barred ? whole(hit) : null;
        if (until) {
            begin();
            add(hit); // what ends others may begin its own
        }
        if (SequencePlan.matchesAny(pattern.nots(), hit)) {
            lastNot = hit.time();
            waiting.clear();
        }
        if (whole != null && pattern.nots().isEmpty()) {
            out.accept(match(whole, hit.time(), false));
            if (!pattern.every()) {
                begin();
            }
        } else if (whole != null) {
            await(whole);
        }
    }

    private boolean add(Hit hit) {
        boolean added = false;
        for (int i = 0; i < members.size(); i++) {
            if (hit.matches(pattern.members().get(i).input())) {
                members.get(i).add(hit.event());
                added = true;
            }
        }
        return added;
    }

    private Waiting whole(Hit hit) {
        long present = 0;
        long first = hit.time();
        Map<String, StepEvent> steps = new LinkedHashMap<>();
        for (int i = 0; i < members.size(); i++) {
            LastEvents events = members.get(i);
            if (events.isFull() && hit.time() - events.oldest() <= pattern.withinNanos()) {
                present |= 1L << i;
                first = Math.min(first, events.oldest());
                steps.put(id(i), events.newest());
            }
        }
        return pattern.formula().holds(present) ? new Waiting(hit.event(), first, steps) : null;
    }

    private String id(int member) {
        return found.correlation().inputs().get(pattern.members().get(member).input()).id();
    }

    /** Of those that wait all fall together, so the first is told if any is. */
    private void await(Waiting whole) {
        if (!pattern.every() && !waiting.isEmpty()) {
            return;
        }
        waiting.add(whole);
        if (waiting.size() > found.values()) {
            waiting.remove(0);
            truncated = true;
            forget(1);
        }
    }

    private void begin() {
        members.forEach(LastEvents::clear);
        waiting.clear();
    }

    private Match match(Waiting whole, long time, boolean awaited) {
        List<String> ids = new ArrayList<>();
        whole.steps().values().stream()
                .sorted(Comparator.comparingLong(StepEvent::time).thenComparing(StepEvent::id))
                .map(StepEvent::id)
                .distinct()
                .forEach(ids::add);
        return new Match(
                found.correlation().index(),
                key,
                time,
                awaited,
                whole.event(),
                whole.steps(),
                ids,
                count(whole, ids.size()),
                0,
                "",
                whole.first(),
                truncated);
    }

    /** Of steps that come several times, only the newest event has a name. */
    private long count(Waiting whole, long named) {
        long count = named;
        for (int i = 0; i < members.size(); i++) {
            count += whole.steps().containsKey(id(i)) ? pattern.members().get(i).count() - 1 : 0;
        }
        return count;
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        while (!waiting.isEmpty() && end(waiting.get(0)) < time) {
            Waiting certain = waiting.remove(0);
            out.accept(match(certain, end(certain), true));
            if (!pattern.every()) {
                begin();
            }
        }
        for (LastEvents events : members) {
            events.expire(time, pattern.withinNanos());
        }
        if (lastNot != NEVER && time - lastNot > pattern.withinNanos()) {
            lastNot = NEVER;
        }
        truncated &= !isEmpty();
    }

    private long end(Waiting one) {
        return after(one.event().time(), pattern.withinNanos());
    }

    @Override
    public long deadline() {
        if (!waiting.isEmpty()) {
            return after(end(waiting.get(0)), 1);
        }
        long newest = lastNot;
        for (LastEvents events : members) {
            newest = events.isEmpty() ? newest : Math.max(newest, events.newest().time());
        }
        return newest == NEVER ? NO_DEADLINE : after(newest, pattern.withinNanos() + 1);
    }

    @Override
    public boolean isEmpty() {
        return lastNot == NEVER
                && waiting.isEmpty()
                && members.stream().allMatch(LastEvents::isEmpty);
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.fixed(lastNot);
        out.flag(truncated);
        members.forEach(events -> events.write(out));
        out.number(waiting.size());
        for (Waiting one : waiting) {
            one.event().write(out);
            out.fixed(one.first());
            out.number(one.steps().size());
            one.steps()
                    .forEach(
                            (id, event) -> {
                                out.text(id);
                                event.write(out);
                            });
        }
    }

    @Override
    protected void readContent(StateReader in) {
        lastNot = in.fixed();
        truncated = in.flag();
        members.forEach(events -> events.read(in));
        long count = in.number();
        for (long i = 0; i < count; i++) {
            StepEvent event = StepEvent.read(in);
            long first = in.fixed();
            Map<String, StepEvent> steps = new LinkedHashMap<>();
            long size = in.number();
            for (long j = 0; j < size; j++) {
                steps.put(in.text(), StepEvent.read(in));
            }
            waiting.add(new Waiting(event, first, steps));
        }
    }
}
