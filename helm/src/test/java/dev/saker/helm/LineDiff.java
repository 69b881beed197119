// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import java.util.ArrayList;
import java.util.List;

/** Two texts side by side, line by line, as people read it: what went, what came, a line around. */
final class LineDiff {
    private static final int AROUND = 2;

    private LineDiff() {}

    /** Empty when the two are the same. */
    static List<String> of(List<String> before, List<String> after) {
        List<String> all = full(before, after);
        List<String> shown = new ArrayList<>();
        boolean gap = false;
        for (int index = 0; index < all.size(); index++) {
            if (nearChange(all, index)) {
                if (gap && !shown.isEmpty()) {
                    shown.add("  …");
                }
                shown.add(all.get(index));
                gap = false;
            } else {
                gap = true;
            }
        }
        return shown;
    }

    private static boolean nearChange(List<String> lines, int index) {
        int last = Math.min(lines.size() - 1, index + AROUND);
        for (int near = Math.max(0, index - AROUND); near <= last; near++) {
            if (lines.get(near).charAt(0) != ' ') {
                return true;
            }
        }
        return false;
    }

    private static List<String> full(List<String> before, List<String> after) {
        int[][] common = commonSuffixes(before, after);
        List<String> lines = new ArrayList<>();
        int left = 0;
        int right = 0;
        while (left < before.size() || right < after.size()) {
            boolean both = left < before.size() && right < after.size();
            if (both && before.get(left).equals(after.get(right))) {
                lines.add("  " + before.get(left++));
                right++;
            } else if (right == after.size()
                    || both && common[left + 1][right] >= common[left][right + 1]) {
                lines.add("- " + before.get(left++));
            } else {
                lines.add("+ " + after.get(right++));
            }
        }
        return lines;
    }

    /** Length of the longest common subsequence from here to the ends. */
    private static int[][] commonSuffixes(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int left = before.size() - 1; left >= 0; left--) {
            for (int right = after.size() - 1; right >= 0; right--) {
                common[left][right] =
                        before.get(left).equals(after.get(right))
                                ? common[left + 1][right + 1] + 1
                                : Math.max(common[left + 1][right], common[left][right + 1]);
            }
        }
        return common;
    }
}
