// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Code points that a program cannot tell apart, as classes: an automaton has a column per class
 * rather than per letter. Immutable.
 */
final class LetterClasses {
    private static final int ASCII = 0x80;

    private final byte[] ofAscii = new byte[ASCII];

    /** Where ranges of code points begin, and the class of each. */
    private final int[] starts;

    private final byte[] classes;

    /** By class: the sets that it is in, and one letter of it. */
    private final List<BitSet> sets = new ArrayList<>();

    private final List<Integer> samples = new ArrayList<>();

    private LetterClasses(List<LetterSet> all) throws RegexParser.Unsupported {
        TreeSet<Integer> bounds = new TreeSet<>(List.of(0));
        for (LetterSet set : all) {
            for (int i = 0; i < set.bounds().length; i += 2) {
                bounds.add(set.bounds()[i]);
                bounds.add(set.bounds()[i + 1] + 1);
            }
        }
        bounds.remove(LetterSet.LAST + 1);
        starts = bounds.stream().mapToInt(Integer::intValue).toArray();
        classes = new byte[starts.length];
        Map<BitSet, Integer> known = new HashMap<>();
        for (int i = 0; i < starts.length; i++) {
            BitSet in = new BitSet();
            for (int set = 0; set < all.size(); set++) {
                in.set(set, all.get(set).has(starts[i]));
            }
            Integer number = known.get(in);
            if (number == null) {
                number = sets.size();
                known.put(in, number);
                sets.add(in);
                samples.add(starts[i]);
            }
            classes[i] = number.byteValue();
        }
        if (sets.size() > Byte.MAX_VALUE) {
            throw new RegexParser.Unsupported("many classes of letters");
        }
        for (int letter = 0; letter < ASCII; letter++) {
            ofAscii[letter] = find(letter);
        }
    }

    static LetterClasses of(RegexProgram program) throws RegexParser.Unsupported {
        List<LetterSet> all = new ArrayList<>(program.sets());
        if (program.asksPlaces()) {
            all.add(LetterSet.NEWLINE);
        }
        if (program.asksWords()) {
            all.add(LetterSet.WORDS);
        }
        return new LetterClasses(all);
    }

    int count() {
        return sets.size();
    }

    /** By ASCII letter. Lent. */
    byte[] ofAscii() {
        return ofAscii;
    }

    /** Of any code point. */
    byte find(int letter) {
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

    /** A letter of the class, which stands for all. */
    int sample(int letterClass) {
        return samples.get(letterClass);
    }
}
