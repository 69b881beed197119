// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.List;

/** A rules file cannot be read, said as a finding. */
final class UnreadableRulesException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Diagnostic diagnostic;

    UnreadableRulesException(String message, SourceSpan where, Throwable cause) {
        super(message, cause);
        Location location = new Location("rules content", "", where);
        this.diagnostic =
                new Diagnostic(
                        DiagnosticCode.LOAD_ERR_FILE_READ, message, "", List.of(location), "", "");
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
