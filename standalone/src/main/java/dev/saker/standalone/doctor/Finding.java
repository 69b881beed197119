// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.doctor;

import java.util.List;

/**
 * What one check of the host found.
 *
 * @param mend what to do about it; empty when all is well
 */
public record Finding(String subject, Verdict verdict, String found, String mend) {

    /** How a check went. */
    public enum Verdict {
        GOOD,
        /** Works, but not as well as it could. */
        WARNING,
        /** The pipeline cannot run like this. */
        BROKEN
    }

    static Finding good(String subject, String found) {
        return new Finding(subject, Verdict.GOOD, found, "");
    }

    static Finding warning(String subject, String found, String mend) {
        return new Finding(subject, Verdict.WARNING, found, mend);
    }

    static Finding broken(String subject, String found, String mend) {
        return new Finding(subject, Verdict.BROKEN, found, mend);
    }

    public static boolean anyBroken(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.verdict == Verdict.BROKEN);
    }

    /** One line, or two when there is something to mend. */
    public String text() {
        String mark =
                switch (verdict) {
                    case GOOD -> "ok  ";
                    case WARNING -> "warn";
                    case BROKEN -> "FAIL";
                };
        String line = mark + "  " + subject + ": " + found;
        return mend.isEmpty() ? line : line + System.lineSeparator() + "      help: " + mend;
    }
}
