// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.keyed;

import dev.saker.rules.Priority;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What alerts about one thing weigh together. The score is in thousandths and halves with event
 * time; it is worked out anew at each alert, by arithmetic that is the same on every machine.
 */
public final class RiskState {

    /** Rules and tactics remembered; the one that was not seen for longest is forgotten first. */
    private static final int MOST = 64;

    private static final int SCALE = 1000;

    private final AlertStage.Risk risk;
    private final Map<String, Long> countedAt = new LinkedHashMap<>();
    private final Map<String, Long> tacticsAt = new LinkedHashMap<>();
    private long thousandths;
    private long scoredAt = KeyState.NEVER;
    private boolean told;
    private boolean toldTactics;

    /**
     * A threshold that was crossed.
     *
     * @param tactics distinct ones, in alphabetical order
     * @param rules that were counted and are still remembered
     */
    public record Crossing(long score, List<String> tactics, List<String> rules) {
        public Crossing {
            tactics = List.copyOf(tactics);
            rules = List.copyOf(rules);
        }
    }

    public RiskState(AlertStage.Risk risk) {
        this.risk = risk;
    }

    /** Adds an alert; the crossing if it is the one that crosses a threshold. */
    public Optional<Crossing> add(String rule, Priority priority, List<String> tags, long time) {
        decay(time);
        Long counted = countedAt.remove(rule);
        boolean counts = counted == null || time - counted > risk.perRuleNanos();
        if (counts) {
            thousandths += (long) weight(priority, tags) * SCALE;
        }
        remember(countedAt, rule, counts ? time : counted);
        tags.stream().filter(RiskState::isTactic).forEach(tag -> tactic(tag, time));
        tacticsAt.values().removeIf(seen -> time - seen > risk.halfLifeNanos());
        boolean crosses = crossesScore();
        crosses |= crossesTactics();
        return crosses
                ? Optional.of(
                        new Crossing(
                                thousandths / SCALE,
                                List.copyOf(new TreeSet<>(tacticsAt.keySet())),
                                List.copyOf(countedAt.keySet())))
                : Optional.empty();
    }

    private void decay(long time) {
        if (scoredAt != KeyState.NEVER && time > scoredAt) {
            double halves = (double) (time - scoredAt) / risk.halfLifeNanos();
            thousandths = Math.round(thousandths * StrictMath.pow(2, -halves));
        }
        scoredAt = Math.max(scoredAt, time);
        if (thousandths < (long) risk.reset() * SCALE) {
            told = false;
        }
    }

    /** The heaviest of its tags, or else its priority. */
    private int weight(Priority priority, List<String> tags) {
        int heaviest = -1;
        for (String tag : tags) {
            heaviest = Math.max(heaviest, risk.tagScores().getOrDefault(tag, -1));
        }
        return heaviest >= 0 ? heaviest : risk.scores().getOrDefault(priority, 0);
    }

    /** As Falco's rules and Sigma's name tactics of ATT&CK. */
    private static boolean isTactic(String tag) {
        return tag.startsWith("mitre_") || tag.matches("attack\\.[a-z][a-z_-]+");
    }

    private void tactic(String tag, long time) {
        String name = tag.startsWith("mitre_") ? tag.substring(6) : tag.substring(7);
        remember(tacticsAt, name.replace('-', '_'), time);
    }

    private static void remember(Map<String, Long> times, String name, long time) {
        times.remove(name);
        times.put(name, time);
        if (times.size() > MOST) {
            times.remove(times.keySet().iterator().next());
        }
    }

    private boolean crossesScore() {
        boolean over = thousandths >= (long) risk.threshold() * SCALE;
        boolean news = over && !told;
        told |= over;
        return news;
    }

    private boolean crossesTactics() {
        boolean over = risk.tactics() > 0 && tacticsAt.size() >= risk.tactics();
        boolean news = over && !toldTactics;
        toldTactics = over;
        return news;
    }

    public void write(StateWriter out) {
        out.number(thousandths);
        out.fixed(scoredAt);
        out.flag(told);
        out.flag(toldTactics);
        write(countedAt, out);
        write(tacticsAt, out);
    }

    private static void write(Map<String, Long> times, StateWriter out) {
        out.number(times.size());
        times.forEach(
                (name, time) -> {
                    out.text(name);
                    out.fixed(time);
                });
    }

    public void read(StateReader in) {
        thousandths = in.number();
        scoredAt = in.fixed();
        told = in.flag();
        toldTactics = in.flag();
        read(in, countedAt);
        read(in, tacticsAt);
    }

    private static void read(StateReader in, Map<String, Long> times) {
        long count = in.number();
        for (long i = 0; i < count; i++) {
            times.put(in.text(), in.fixed());
        }
    }
}
