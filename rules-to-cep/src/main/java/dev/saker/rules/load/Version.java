// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of three numbers. */
record Version(int major, int minor, int patch) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})");

    static Optional<Version> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Version(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))));
    }

    /** Whether what asks for {@code required} can run with this. */
    boolean covers(Version required) {
        if (major != required.major) {
            return false;
        }
        return minor != required.minor ? minor > required.minor : patch >= required.patch;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
