// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.Explanation;
import dev.saker.rules.describe.AlertItemDescription;
import dev.saker.rules.describe.CorrelationDescription;
import dev.saker.rules.describe.Description;
import dev.saker.rules.describe.DescriptionJson;
import dev.saker.rules.describe.DescriptionText;
import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker rules explain}: what rules files say with everything put in. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Say what rules files define (without any, the rules we ship). As JSON, with"
                        + " conditions and outputs as they run, and the fields, operators, events,"
                        + " macros, lists and plugins they use. Of correlations: key, state, latency"
                        + " and what they share. Of suppressions, incidents and risks: whose alerts"
                        + " they are about, and the item as it holds.")
public final class RulesExplainCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "In the order they are loaded.")
    private List<Path> files = List.of();

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description = "This rule, correlation or item about alerts only.")
    private String rule;

    @Option(names = "--json", description = "As Falco's description of rules.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Explanation explanation = RuleInput.of(files).explain();
        if (explanation.description().isEmpty()) {
            List<Diagnostic> errors =
                    explanation.diagnostics().stream().filter(Diagnostic::isError).toList();
            spec.commandLine().getErr().print(Printable.text(DiagnosticText.render(errors)));
            spec.commandLine().getErr().flush();
            return ExitCode.SOFTWARE;
        }
        PrintWriter out = spec.commandLine().getOut();
        Description description = explanation.description().get();
        if (rule == null) {
            out.print(json ? DescriptionJson.render(description) + "\n" : text(description));
        } else if (description.correlation(rule).isPresent()) {
            CorrelationDescription one = description.correlation(rule).get();
            out.print(json ? DescriptionJson.render(one) + "\n" : Printable.text(one.text()));
        } else if (description.rule(rule).isPresent() || items(description).isEmpty()) {
            print(one(description), out);
        } else {
            List<AlertItemDescription> items = items(description);
            out.print(json ? DescriptionJson.render(items) + "\n" : text(items));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static String text(Description description) {
        StringBuilder text = new StringBuilder(DescriptionText.render(description.rules()));
        description.correlations().forEach(one -> text.append(one.text()));
        return Printable.text(text.toString()) + text(description.alertItems());
    }

    private static String text(List<AlertItemDescription> items) {
        StringBuilder text = new StringBuilder();
        items.forEach(one -> text.append(one.text()));
        return Printable.text(text.toString());
    }

    private List<AlertItemDescription> items(Description description) {
        return description.alertItems(rule);
    }

    private Description.OfRule one(Description description) {
        Optional<Description.OfRule> found = description.rule(rule);
        return found.orElseThrow(() -> new Failure("there is no rule or item \"" + rule + "\""));
    }

    private void print(Description.OfRule described, PrintWriter out) {
        if (json) {
            out.println(DescriptionJson.render(described));
        } else {
            out.print(Printable.text(DescriptionText.render(List.of(described))));
        }
    }
}
