// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

/** The line a finding is in, cut around it, and a caret under its first character. */
final class Snippet {

    /** Falco's own limit for the quoted piece of a file. */
    private static final int MAX_LENGTH = 160;

    private Snippet() {}

    static String of(Diagnostic diagnostic) {
        String line = diagnostic.sourceLine();
        int caret = Math.min(diagnostic.span().column() - 1, line.length());
        int from = Math.max(0, Math.min(caret - MAX_LENGTH / 2, line.length() - MAX_LENGTH));
        String shown = line.substring(from, Math.min(line.length(), from + MAX_LENGTH));
        return shown + "\n" + " ".repeat(caret - from) + "^\n";
    }
}
