// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.Locale;
import java.util.Optional;

/** How grave a match is, gravest first; the ordinal is the syslog severity. */
public enum Priority {
    EMERGENCY("Emergency"),
    ALERT("Alert"),
    CRITICAL("Critical"),
    ERROR("Error"),
    WARNING("Warning"),
    NOTICE("Notice"),
    INFORMATIONAL("Informational"),
    DEBUG("Debug");

    private final String title;

    Priority(String title) {
        this.title = title;
    }

    /** As printed in alerts. */
    public String title() {
        return title;
    }

    public boolean atLeast(Priority threshold) {
        return ordinal() <= threshold.ordinal();
    }

    /** Case does not matter; {@code info} is short for informational. */
    public static Optional<Priority> parse(String text) {
        String wanted = text.toUpperCase(Locale.ROOT);
        if (wanted.equals("INFO")) {
            return Optional.of(INFORMATIONAL);
        }
        for (Priority priority : values()) {
            if (priority.name().equals(wanted)) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }
}
