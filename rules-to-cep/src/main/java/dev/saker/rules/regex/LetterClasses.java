// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Code points that a program cannot tell apart, as classes: an automaton has a column per class
 * rather than per letter. Immutable.
 */
final class LetterClasses {
    private static final int ASCII = 0x80;

    private final int[] ofAscii = new int[ASCII];

    /** Where ranges of code points begin, and the class of each. */
    private final int[] starts;

    private final int[] classes;

    /** By class: the sets that it is in. */
    private final List<BitSet> sets = new ArrayList<>();

    private LetterClasses(List<LetterSet> all) {
        TreeMap<Integer, BitSet> changes = new TreeMap<>(Map.of(0, new BitSet()));
        for (int set = 0; set < all.size(); set++) {
            int[] bounds = all.get(set).bounds();
            for (int i = 0; i < bounds.length; i++) {
                changes.computeIfAbsent(bounds[i] + i % 2, start -> new BitSet()).set(set);
            }
        }
        changes.remove(LetterSet.LAST + 1);
        starts = new int[changes.size()];
        classes = new int[changes.size()];
        Map<BitSet, Integer> known = new HashMap<>();
        BitSet in = new BitSet();
        int next = 0;
        for (Map.Entry<Integer, BitSet> change : changes.entrySet()) {
            in.xor(change.getValue());
            starts[next] = change.getKey();
            classes[next++] = number(in, known);
        }
        for (int letter = 0; letter < ASCII; letter++) {
            ofAscii[letter] = find(letter);
        }
    }

    private int number(BitSet in, Map<BitSet, Integer> known) {
        Integer number = known.get(in);
        if (number == null) {
            number = sets.size();
            BitSet kept = (BitSet) in.clone();
            known.put(kept, number);
            sets.add(kept);
        }
        return number;
    }

    static LetterClasses of(RegexProgram program) {
        List<LetterSet> all = new ArrayList<>(program.sets());
        if (program.asksPlaces()) {
            all.add(LetterSet.NEWLINE);
        }
        return new LetterClasses(all);
    }

    int count() {
        return sets.size();
    }

    /** By ASCII letter. Lent. */
    int[] ofAscii() {
        return ofAscii;
    }

    /** Of any code point. */
    int find(int letter) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (starts[middle] <= letter) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return classes[low];
    }

    boolean isIn(int letterClass, int set) {
        return sets.get(letterClass).get(set);
    }
}
