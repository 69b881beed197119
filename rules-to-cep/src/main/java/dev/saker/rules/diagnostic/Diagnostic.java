// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.List;
import java.util.Objects;

/**
 * One finding about a rules file: what, where, and what to do.
 *
 * @param message what is wrong, in one sentence
 * @param help what to do about it; may be empty
 * @param path from the file's item down to the finding; the last step is where it is
 * @param sourceLine text of the line the finding is in
 * @param deprecatedField the field that is deprecated; empty if the finding is about nothing such
 */
public record Diagnostic(
        DiagnosticCode code,
        String message,
        String help,
        List<Location> path,
        String sourceLine,
        String deprecatedField) {

    public Diagnostic {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(message, "message is null");
        Objects.requireNonNull(help, "help is null");
        Objects.requireNonNull(sourceLine, "sourceLine is null");
        Objects.requireNonNull(deprecatedField, "deprecatedField is null");
        path = List.copyOf(path);
        if (path.isEmpty()) {
            throw new IllegalArgumentException("finding without a place: " + message);
        }
    }

    public boolean isError() {
        return code.severity() == Severity.ERROR;
    }

    public SourceSpan span() {
        return path.get(path.size() - 1).span();
    }
}
