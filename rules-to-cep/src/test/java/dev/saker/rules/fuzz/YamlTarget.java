// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.fuzz;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticJson;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.diagnostic.ValidationText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any bytes as a rules file: the answer is findings that can be printed, and nothing else. */
public final class YamlTarget {

    private static final String NAME = "f.yaml";

    private YamlTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource(NAME, text)), CompilerOptions.defaults());
        List<Diagnostic> found = compilation.diagnostics();
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        for (Diagnostic diagnostic : found) {
            if (diagnostic.span().line() > lines + text.length()) {
                throw new AssertionError("finding outside the file: " + diagnostic);
            }
        }
        DiagnosticText.render(found);
        DiagnosticJson.render(List.of(NAME), found, compilation.schemaWarnings());
        ValidationText.render(List.of(NAME), found, compilation.schemaWarnings());
        RuleCompiler.explain(List.of(new RuleSource(NAME, text)));
    }
}
