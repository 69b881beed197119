// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import java.util.Set;
import java.util.regex.Pattern;

/** What a scalar has to read as. Quotes make no difference, as in Falco's check. */
enum ScalarKind {
    TEXT("a string"),
    NUMBER("an integer"),
    FLAG("true or false");

    private static final Set<String> FLAGS = Set.of("true", "false");

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");

    private final String words;

    ScalarKind(String words) {
        this.words = words;
    }

    /** As sentences about a value say it. */
    String words() {
        return words;
    }

    boolean fits(String value) {
        return switch (this) {
            case TEXT -> true;
            case NUMBER -> WHOLE.matcher(value).matches();
            case FLAG -> FLAGS.contains(value);
        };
    }
}
