// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.SourceSpan;

/** Ends the reading of one item; the loader turns it into a finding and goes on with the next. */
final class LoadProblem extends Exception {

    private final DiagnosticCode code;
    private final SourceSpan span;
    private final String help;

    LoadProblem(DiagnosticCode code, String message, SourceSpan span) {
        this(code, message, "", span);
    }

    LoadProblem(DiagnosticCode code, String message, String help, SourceSpan span) {
        super(message, null, false, false);
        this.code = code;
        this.span = span;
        this.help = help;
    }

    /** The YAML has not the shape of an item. */
    static LoadProblem shape(String message, SourceSpan span) {
        return new LoadProblem(DiagnosticCode.LOAD_ERR_YAML_VALIDATE, message, span);
    }

    /** The items do not fit each other. */
    static LoadProblem meaning(String message, SourceSpan span) {
        return new LoadProblem(DiagnosticCode.LOAD_ERR_VALIDATE, message, span);
    }

    DiagnosticCode code() {
        return code;
    }

    SourceSpan span() {
        return span;
    }

    String help() {
        return help;
    }
}
