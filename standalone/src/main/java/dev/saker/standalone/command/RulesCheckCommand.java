// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticJson;
import dev.saker.rules.diagnostic.ValidationText;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker rules check}: everything there is to say about rules files. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Check rules files (without any, the rules we ship): a verdict on each, with"
                        + " every error and warning.")
public final class RulesCheckCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "In the order they are loaded.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "As Falco's validation result.")
    private boolean json;

    @Mixin private CompilerFlags flags;

    @Override
    public Integer call() throws IOException {
        RuleInput rules = RuleInput.ofReadable(files);
        CompilerOptions options = flags.options();
        Compilation compilation = rules.compile(options);
        List<Diagnostic> found = new ArrayList<>(rules.unreadable());
        found.addAll(compilation.diagnostics());
        Optional<RuleSet> sound =
                compilation.ruleSet().filter(ruleSet -> rules.unreadable().isEmpty());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(DiagnosticJson.render(rules.names(), found, compilation.schemaWarnings()));
        } else {
            out.print(
                    Printable.text(
                            ValidationText.render(
                                    rules.names(), found, compilation.schemaWarnings())));
            sound.ifPresent(ruleSet -> printSummary(ruleSet, out));
        }
        out.flush();
        return sound.isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void printSummary(RuleSet ruleSet, PrintWriter out) {
        int correlations = ruleSet.correlations().correlations().size();
        out.printf(
                "%d rules active%s, %d inactive%n",
                ruleSet.rules().size(),
                correlations == 0 ? "" : ", " + correlations + " correlations",
                ruleSet.inactive().size());
    }
}
