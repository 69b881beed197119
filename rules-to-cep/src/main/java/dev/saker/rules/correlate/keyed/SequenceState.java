// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.rules.correlate.StepEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Beginnings of a sequence, by how far they have come. What an event does is worked out from the
 * beginnings as they were before it: first all advances, then what it ends, then the advances are
 * kept. A beginning is copied forward, never moved, for the event it waits for next may come again
 * when something in between has ended the copy.
 */
final class SequenceState extends KeyState {

    private final SequencePlan plan;
    private final Pattern.Sequence pattern;
    private final byte[] key;

    /** At index p those that have filled p + 1 places, the newest start first. */
    private final List<List<Beginning>> slots = new ArrayList<>();

    /** Complete, and waiting for what must not come; the oldest start first. */
    private final List<Beginning> waiting = new ArrayList<>();

    private long lastLeading = NEVER;
    private boolean truncated;

    SequenceState(SequencePlan plan, byte[] key) {
        this.plan = plan;
        this.pattern = plan.pattern();
        this.key = key;
        for (int place = 0; place + 1 < plan.places(); place++) {
            slots.add(new ArrayList<>(1));
        }
    }

    @Override
    protected void take(Hit hit, Consumer<Match> out) {
        List<List<Beginning>> advances = new ArrayList<>();
        for (int place = 0; place < plan.places(); place++) {
            advances.add(advances(place, hit));
        }
        end(hit);
        List<Beginning> complete = advances.get(plan.places() - 1);
        if (!complete.isEmpty() && pattern.trailing().isEmpty()) {
            out.accept(match(complete.get(0), hit.time(), false));
            if (!pattern.every()) {
                begin();
                return;
            }
        } else {
            complete.forEach(this::await);
        }
        for (int place = 0; place < slots.size(); place++) {
            keep(advances.get(place), slots.get(place));
        }
    }

    /** The beginnings that fill this place too, with the event; the newest start first. */
    private List<Beginning> advances(int place, Hit hit) {
        int step = plan.step(place);
        boolean last = place + 1 == plan.places();
        boolean until = pattern.until().isPresent() && hit.matches(pattern.until().getAsInt());
        if (until && place > 0 && !last) {
            return List.of(); // what ends beginnings is in no middle
        }
        if (place == 0) {
            return starts(step, hit);
        }
        List<Beginning> advanced = new ArrayList<>();
        for (Beginning beginning : slots.get(place - 1)) {
            if (isInTime(beginning, place, hit) && plan.fits(step, beginning.events(), hit)) {
                advanced.add(beginning.with(hit, step, plan.isLastOfStep(place)));
            }
        }
        return advanced;
    }

    private List<Beginning> starts(int step, Hit hit) {
        StepEvent[] none = new StepEvent[pattern.steps().size()];
        boolean barred = lastLeading != NEVER && hit.time() - lastLeading <= pattern.withinNanos();
        if (barred || !plan.fits(step, none, hit)) {
            return List.of();
        }
        return List.of(Beginning.of(hit, none.length, plan.isLastOfStep(0)));
    }

    private boolean isInTime(Beginning beginning, int place, Hit hit) {
        long own = pattern.steps().get(plan.step(place)).withinNanos();
        boolean near =
                own == 0 || !plan.isFirstOfStep(place) || hit.time() - beginning.stepEnd() <= own;
        return near && hit.time() - beginning.start() <= pattern.withinNanos();
    }

    private void end(Hit hit) {
        if (pattern.until().isPresent() && hit.matches(pattern.until().getAsInt())) {
            begin();
        }
        for (int place = 1; place < plan.places(); place++) {
            if (plan.isFirstOfStep(place)) {
                Pattern.Step step = pattern.steps().get(plan.step(place));
                plan.end(slots.get(place - 1), step.notBefore(), hit);
            }
        }
        plan.end(waiting, pattern.trailing(), hit);
        if (SequencePlan.matchesAny(pattern.leading(), hit)) {
            lastLeading = hit.time();
        }
    }

    /**
     * Of one first event one result is enough, and of results of one key the earliest; of all of
     * which the same event would be the end.
     */
    private void await(Beginning complete) {
        if (!plan.choosesWhatEnds() && waiting.stream().anyMatch(complete::beginsLike)) {
            return;
        }
        int at = waiting.size();
        while (at > 0 && waiting.get(at - 1).start() > complete.start()) {
            at--;
        }
        waiting.add(at, complete);
        boolean all = plan.choosesWhatEnds() || pattern.every();
        int most = all ? plan.correlation().limits().values() : 1;
        if (waiting.size() > most) {
            truncated |= all;
            forget(all ? 1 : 0);
            waiting.remove(all ? 0 : 1);
        }
    }

    private void keep(List<Beginning> advanced, List<Beginning> slot) {
        int most = plan.beginnings();
        if (most == 1) {
            boolean newer =
                    !advanced.isEmpty()
                            && (slot.isEmpty() || advanced.get(0).start() > slot.get(0).start());
            if (newer) {
                slot.clear();
                slot.add(advanced.get(0));
            }
            return;
        }
        for (Beginning one : advanced) {
            int at = 0;
            while (at < slot.size() && slot.get(at).start() > one.start()) {
                at++;
            }
            slot.add(at, one);
        }
        while (slot.size() > most) {
            slot.remove(slot.size() - 1);
            truncated = true;
            forget(1);
        }
    }

    private void begin() {
        slots.forEach(List::clear);
        waiting.clear();
    }

    private Match match(Beginning complete, long time, boolean awaited) {
        StepEvent[] events = complete.events();
        List<String> ids = new ArrayList<>();
        for (StepEvent event : events) {
            ids.add(event.id());
        }
        Map<String, StepEvent> steps = plan.byId(events);
        return new Match(
                plan.correlation().index(),
                key,
                time,
                awaited,
                events[events.length - 1],
                steps,
                ids,
                plan.places(),
                0,
                "",
                complete.start(),
                truncated);
    }

    @Override
    protected void pass(long time, Consumer<Match> out) {
        while (!waiting.isEmpty() && end(waiting.get(0)) < time) {
            Beginning certain = waiting.remove(0);
            out.accept(match(certain, end(certain), true));
            if (plan.choosesWhatEnds()) {
                waiting.removeIf(certain::beginsLike);
            }
            if (!pattern.every()) {
                begin();
            }
        }
        for (List<Beginning> slot : slots) {
            slot.removeIf(beginning -> end(beginning) < time);
        }
        if (lastLeading != NEVER && time - lastLeading > pattern.withinNanos()) {
            lastLeading = NEVER;
        }
        truncated &= !isEmpty();
    }

    private long end(Beginning beginning) {
        return after(beginning.start(), pattern.withinNanos());
    }

    @Override
    public long deadline() {
        if (!waiting.isEmpty()) {
            return after(end(waiting.get(0)), 1);
        }
        long newest = lastLeading;
        for (List<Beginning> slot : slots) {
            newest = slot.isEmpty() ? newest : Math.max(newest, slot.get(0).start());
        }
        return newest == NEVER ? NO_DEADLINE : after(newest, pattern.withinNanos() + 1);
    }

    @Override
    public boolean isEmpty() {
        return lastLeading == NEVER && waiting.isEmpty() && slots.stream().allMatch(List::isEmpty);
    }

    @Override
    protected void writeContent(StateWriter out) {
        out.fixed(lastLeading);
        out.flag(truncated);
        slots.forEach(slot -> write(slot, out));
        write(waiting, out);
    }

    private static void write(List<Beginning> beginnings, StateWriter out) {
        out.number(beginnings.size());
        beginnings.forEach(one -> one.write(out));
    }

    @Override
    protected void readContent(StateReader in) {
        lastLeading = in.fixed();
        truncated = in.flag();
        slots.forEach(slot -> read(in, slot));
        read(in, waiting);
    }

    private void read(StateReader in, List<Beginning> into) {
        long count = in.number();
        for (long i = 0; i < count; i++) {
            into.add(Beginning.read(in, pattern.steps().size()));
        }
    }
}
