// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * For one event type and one part of the event: which rules are still possible, given the leaves
 * with unusual outcomes. It starts from what is possible when every leaf is as usual, and looks
 * only at requirements that an unusual leaf touches. A requirement of many rules is applied to all
 * of them at once. Immutable; rules go by their place among the candidates of the type.
 */
final class RuleFilter {
    /** From so many rules on a requirement is wide. */
    private static final int WIDE = 16;

    private static final int[] NOTHING = {};

    private final Requirement[] requirements;
    private final boolean[] usual;

    /** By requirement: the rules; of a wide one null. */
    private final int[][] owners;

    /** By requirement: the rules it does not make impossible when it fails; null if not wide. */
    private final long[][] others;

    private final int[] wide;

    /** By rule: its requirements that are not wide. */
    private final int[][] narrowOf;

    /** The leaves that matter, sorted, and the requirements that ask them. */
    private final int[] leaves;

    private final int[][] requirementsOf;
    private final int[] slots;

    /** What is possible when all is as usual, wide requirements left aside. */
    private final long[] base;

    private RuleFilter(
            List<Requirement> requirements,
            List<List<Integer>> rules,
            int ruleCount,
            RuleIndex index) {
        this.requirements = requirements.toArray(Requirement[]::new);
        int count = this.requirements.length;
        base = bits(ruleCount);
        usual = new boolean[count];
        owners = new int[count][];
        others = new long[count][];
        LeafOutcomes asUsual = index.outcomes();
        asUsual.clear();
        List<Integer> wideOnes = new ArrayList<>();
        int[][] narrow = new int[ruleCount][];
        Arrays.fill(narrow, NOTHING);
        for (int i = 0; i < count; i++) {
            usual[i] = this.requirements[i].holds(asUsual);
            if (rules.get(i).size() >= WIDE) {
                wideOnes.add(i);
                others[i] = complement(rules.get(i), base.length);
            } else {
                owners[i] = rules.get(i).stream().mapToInt(Integer::intValue).toArray();
                for (int rule : owners[i]) {
                    narrow[rule] = plus(narrow[rule], i);
                    clear(base, rule, usual[i]);
                }
            }
        }
        wide = wideOnes.stream().mapToInt(Integer::intValue).toArray();
        narrowOf = narrow;
        Map<Integer, int[]> byLeaf = byLeaf();
        leaves = byLeaf.keySet().stream().mapToInt(Integer::intValue).toArray();
        requirementsOf = byLeaf.values().toArray(int[][]::new);
        slots = Arrays.stream(leaves).map(index::slot).distinct().toArray();
    }

    /** A filter of candidates; null if this part of the event makes none impossible. */
    static RuleFilter of(Candidate[] candidates, RequirementMaker maker, RuleIndex index) {
        Map<Requirement, List<Integer>> rules = new IdentityHashMap<>();
        List<Requirement> order = new ArrayList<>();
        for (int rule = 0; rule < candidates.length; rule++) {
            for (Requirement requirement : maker.of(candidates[rule].plan())) {
                List<Integer> of = rules.get(requirement);
                if (of == null) {
                    of = new ArrayList<>(1);
                    rules.put(requirement, of);
                    order.add(requirement);
                }
                of.add(rule);
            }
        }
        List<List<Integer>> owners = order.stream().map(rules::get).toList();
        return order.isEmpty() ? null : new RuleFilter(order, owners, candidates.length, index);
    }

    private Map<Integer, int[]> byLeaf() {
        Map<Integer, int[]> byLeaf = new TreeMap<>();
        for (int i = 0; i < requirements.length; i++) {
            Set<Integer> asked = new TreeSet<>();
            requirements[i].addLeaves(asked);
            for (int leaf : asked) {
                byLeaf.put(leaf, plus(byLeaf.getOrDefault(leaf, NOTHING), i));
            }
        }
        return byLeaf;
    }

    /** How many rules there are. */
    int rules() {
        return narrowOf.length;
    }

    /** All that is required of one rule's event. */
    List<Requirement> requirementsOf(int rule) {
        List<Requirement> all = new ArrayList<>();
        for (int requirement : narrowOf[rule]) {
            all.add(requirements[requirement]);
        }
        for (int requirement : wide) {
            if ((others[requirement][rule >> 6] & 1L << rule) == 0) {
                all.add(requirements[requirement]);
            }
        }
        return all;
    }

    /** The operands whose leaves matter. */
    int[] slots() {
        return slots;
    }

    /** Place of a leaf among those that matter; negative if it does not. */
    int place(int ordinal) {
        return Arrays.binarySearch(leaves, ordinal);
    }

    /** What {@link #possible} needs to work with: one thread's own. */
    Touched touched() {
        return new Touched(requirements.length);
    }

    /** Requirements that unusual leaves touch, each once. */
    static final class Touched {
        private final int[] list;
        private final int[] marks;
        private int mark;
        private int count;

        private Touched(int requirements) {
            list = new int[requirements];
            marks = new int[requirements];
        }

        private void clear() {
            mark++;
            count = 0;
        }

        private void add(int requirement) {
            if (marks[requirement] != mark) {
                marks[requirement] = mark;
                list[count++] = requirement;
            }
        }

        private boolean has(int requirement) {
            return marks[requirement] == mark;
        }
    }

    /** The rules that are possible, as bits. */
    long[] possible(LeafOutcomes outcomes, Touched touched) {
        touch(outcomes, touched);
        long[] possible = base.clone();
        for (int i = 0; i < touched.count; i++) {
            settle(touched.list[i], outcomes, possible);
        }
        for (int requirement : wide) {
            boolean holds =
                    touched.has(requirement)
                            ? requirements[requirement].holds(outcomes)
                            : usual[requirement];
            if (!holds) {
                and(possible, others[requirement]);
            }
        }
        return possible;
    }

    private void touch(LeafOutcomes outcomes, Touched touched) {
        touched.clear();
        for (int i = 0; i < outcomes.count(); i++) {
            int place = place(outcomes.unusual(i) >> 2);
            if (place >= 0) {
                for (int requirement : requirementsOf[place]) {
                    touched.add(requirement);
                }
            }
        }
    }

    private void settle(int requirement, LeafOutcomes outcomes, long[] possible) {
        if (owners[requirement] == null) {
            return;
        }
        boolean holds = requirements[requirement].holds(outcomes);
        if (holds == usual[requirement]) {
            return;
        }
        for (int rule : owners[requirement]) {
            boolean all = holds && allHold(narrowOf[rule], outcomes);
            long bit = 1L << rule;
            int word = rule >> 6;
            possible[word] = all ? possible[word] | bit : possible[word] & ~bit;
        }
    }

    private boolean allHold(int[] ofRule, LeafOutcomes outcomes) {
        for (int requirement : ofRule) {
            if (!requirements[requirement].holds(outcomes)) {
                return false;
            }
        }
        return true;
    }

    /** A bit for each of so many rules. */
    static long[] bits(int rules) {
        long[] bits = new long[rules + 63 >> 6];
        for (int rule = 0; rule < rules; rule++) {
            bits[rule >> 6] |= 1L << rule;
        }
        return bits;
    }

    private static void and(long[] into, long[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] &= other[i];
        }
    }

    private static void clear(long[] bits, int bit, boolean unless) {
        if (!unless) {
            bits[bit >> 6] &= ~(1L << bit);
        }
    }

    private static long[] complement(List<Integer> rules, int words) {
        long[] complement = new long[words];
        Arrays.fill(complement, -1L);
        rules.forEach(rule -> complement[rule >> 6] &= ~(1L << rule));
        return complement;
    }

    private static int[] plus(int[] list, int item) {
        int[] longer = Arrays.copyOf(list, list.length + 1);
        longer[list.length] = item;
        return longer;
    }
}
