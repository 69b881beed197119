// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name somebody meant. */
final class NearestName {
    private NearestName() {}

    /** The closest name, if it is so close that a slip of the finger explains it. */
    static Optional<String> of(String written, Collection<String> names) {
        int limit = Math.max(2, written.length() / 3);
        return names.stream()
                .filter(name -> distance(written, name) <= limit)
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /** Edit distance after Levenshtein, one row at a time. */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
