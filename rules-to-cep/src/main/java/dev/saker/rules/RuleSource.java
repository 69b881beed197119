// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.util.Objects;

/** One rules file: the name that diagnostics print, and its text. */
public record RuleSource(String name, String text) {

    public RuleSource {
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(text, "text is null");
    }
}
