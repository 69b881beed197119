// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.Priority;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The story of alerts about one thing: open while they follow each other closely enough. */
public final class IncidentState {

    private static final int MOST_RULES = 64;

    private final AlertStage.Incident incident;
    private final Set<String> rules = new LinkedHashSet<>();
    private final List<String> sample = new ArrayList<>();
    private long first = KeyState.NEVER;
    private long last;
    private long toldAt;
    private long count;
    private int updates;
    private Priority priority = Priority.DEBUG;
    private String node = "";

    /** What becomes of an incident. */
    public enum Change {
        OPENED,
        UPDATED,
        CLOSED
    }

    /**
     * One telling.
     *
     * @param number of the update, so that no two tellings are alike
     * @param alerts ids of its first alerts
     */
    public record Telling(
            Change change,
            int number,
            long time,
            long first,
            long count,
            Priority priority,
            String node,
            List<String> rules,
            List<String> alerts) {
        public Telling {
            rules = List.copyOf(rules);
            alerts = List.copyOf(alerts);
        }
    }

    public IncidentState(AlertStage.Incident incident) {
        this.incident = incident;
    }

    /** An alert joins, or begins one. */
    public void add(
            String alertId,
            String rule,
            Priority grave,
            String ofNode,
            long time,
            Consumer<Telling> out) {
        advanceTo(time, out);
        boolean opens = first == KeyState.NEVER;
        first = opens ? time : first;
        last = Math.max(last, time);
        count++;
        node = ofNode;
        if (rules.size() < MOST_RULES) {
            rules.add(rule);
        }
        if (sample.size() < incident.sample()) {
            sample.add(alertId);
        }
        boolean rises = grave.ordinal() < priority.ordinal();
        priority = rises ? grave : priority;
        boolean due = incident.repeatNanos() > 0 && time - toldAt >= incident.repeatNanos();
        if (opens) {
            tell(Change.OPENED, time, out);
        } else if (rises || due) {
            updates++;
            tell(Change.UPDATED, time, out);
        }
    }

    private void tell(Change change, long time, Consumer<Telling> out) {
        toldAt = time;
        out.accept(
                new Telling(
                        change,
                        updates,
                        time,
                        first,
                        count,
                        priority,
                        node,
                        List.copyOf(rules),
                        sample));
    }

    /** Every alert before this time has come: closes what can get no more. */
    public void advanceTo(long time, Consumer<Telling> out) {
        if (first != KeyState.NEVER && end() < time) {
            tell(Change.CLOSED, end(), out);
            clear();
        }
    }

    private long end() {
        return Math.min(
                KeyState.after(last, incident.gapNanos()),
                KeyState.after(first, incident.maxNanos()));
    }

    private void clear() {
        rules.clear();
        sample.clear();
        first = KeyState.NEVER;
        last = KeyState.NEVER;
        count = 0;
        updates = 0;
        priority = Priority.DEBUG;
        node = "";
    }

    /** When {@link #advanceTo} has something to do. */
    public long deadline() {
        return first == KeyState.NEVER ? KeyState.NO_DEADLINE : KeyState.after(end(), 1);
    }

    public boolean isEmpty() {
        return first == KeyState.NEVER;
    }

    public void write(StateWriter out) {
        out.fixed(first);
        out.fixed(last);
        out.fixed(toldAt);
        out.number(count);
        out.number(updates);
        out.octet(priority.ordinal());
        out.text(node);
        out.number(rules.size());
        rules.forEach(out::text);
        out.number(sample.size());
        sample.forEach(out::text);
    }

    public void read(StateReader in) {
        first = in.fixed();
        last = in.fixed();
        toldAt = in.fixed();
        count = in.number();
        updates = (int) in.number();
        priority = Priority.values()[in.octet()];
        node = in.text();
        long names = in.number();
        for (long i = 0; i < names; i++) {
            rules.add(in.text());
        }
        long ids = in.number();
        for (long i = 0; i < ids; i++) {
            sample.add(in.text());
        }
    }
}
