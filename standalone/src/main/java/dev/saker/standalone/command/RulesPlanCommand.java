// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.collector.StateEvents;
import dev.saker.probe.Probe;
import dev.saker.rules.Compilation;
import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.plan.RulePlan;
import dev.saker.rules.plan.RulePlanText;
import dev.saker.rules.plan.RulePlanner;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker rules plan}: what rules ask of the probe and of the collector. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Say what rules files (without any, the rules we ship) ask of the probe and of the"
                        + " collector: event types, what the kernel's filter lets through of each,"
                        + " heavy groups of fields; and which rule or correlation is the cause.")
public final class RulesPlanCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "In the order they are loaded.")
    private List<Path> files = List.of();

    @Mixin private CompilerFlags flags;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Compilation compilation = RuleInput.of(files).compile(flags.options());
        if (compilation.ruleSet().isEmpty()) {
            List<Diagnostic> errors =
                    compilation.diagnostics().stream().filter(Diagnostic::isError).toList();
            spec.commandLine().getErr().print(Printable.text(DiagnosticText.render(errors)));
            spec.commandLine().getErr().flush();
            return ExitCode.SOFTWARE;
        }
        RuleSet rules = compilation.ruleSet().get();
        RulePlan plan = RulePlanner.plan(rules, Probe.supportedEvents(), Probe.highRateEvents());
        BitSet state = StateEvents.codes();
        state.and(Probe.supportedEvents());
        RulePlanText text = new RulePlanText(plan, rules, state, StateEvents::filter);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? text.json() + "\n" : Printable.text(text.text()));
        out.flush();
        return ExitCode.OK;
    }
}
