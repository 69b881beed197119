// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.fuzz;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceText;
import dev.saker.rules.syntax.ConditionPrinter;
import dev.saker.rules.syntax.Expression;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.SyntaxProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Any text as a condition: it is refused, or printing it gives a text that means the same; then it
 * is checked as the condition of a rule.
 */
public final class ConditionTarget {

    private ConditionTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            Expression parsed = parse(text);
            String printed = ConditionPrinter.printReparsable(parsed);
            Expression again = parse(printed);
            String twice = ConditionPrinter.printReparsable(again);
            if (!printed.equals(twice)) {
                throw new AssertionError(text + "\nprints\n" + printed + "\nthen\n" + twice);
            }
        } catch (SyntaxProblem refused) {
            refuseOnlyOnce(text, refused);
        }
        compile(text);
    }

    /** What was printed must parse. */
    private static void refuseOnlyOnce(String text, SyntaxProblem refused) {
        try {
            String printed = ConditionPrinter.printReparsable(parse(text));
            throw new AssertionError(text + "\nprints\n" + printed + "\nwhich is refused", refused);
        } catch (SyntaxProblem expected) {
            // the text itself is no condition
        }
    }

    private static Expression parse(String text) throws SyntaxProblem {
        SourceText source = new SourceText("c", text);
        return Parser.parse(LocatedText.of(text, source::span));
    }

    private static void compile(String text) {
        StringBuilder file =
                new StringBuilder("- rule: r\n  desc: d\n  output: o\n  priority: INFO\n");
        file.append("  condition: ").append(Quoted.yaml(text)).append('\n');
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("c.yaml", file.toString())),
                        CompilerOptions.defaults());
        if (compilation.ruleSet().isEmpty() && compilation.errors().isEmpty()) {
            throw new AssertionError("refused without a word: " + text);
        }
    }
}
