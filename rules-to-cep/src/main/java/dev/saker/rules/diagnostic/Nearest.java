// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.Collection;

/** Finds the name that a mistyped one probably meant. */
public final class Nearest {

    private Nearest() {}

    /** A sentence to put under a finding, or nothing when no name is near. */
    public static String help(String name, Collection<String> known) {
        String best = "";
        int bestDistance = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(name, candidate, bestDistance);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best.isEmpty() || best.equals(name) ? "" : "did you mean '" + best + "'?";
    }

    /** The same out of a few names, which are told when none is near. */
    public static String helpOutOf(String name, Collection<String> few) {
        String near = help(name, few);
        return near.isEmpty() ? "one of " + String.join(", ", few) : near;
    }

    /** Edits from one to the other, neighbours swapped counting one; {@code limit} if not fewer. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit || a.length() > 100) {
            return limit;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                row[j] = cell(a, b, i, j, beforeLast, last, row);
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return Math.min(limit, last[b.length()]);
    }

    private static int cell(
            String a, String b, int i, int j, int[] beforeLast, int[] last, int[] row) {
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + changed);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, beforeLast[j - 2] + 1) : best;
    }
}
