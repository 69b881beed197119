// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.Compilation;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.PushedRuleSet;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.standalone.rule.HostLookup;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code saker rules push}: checked first; a set with an error in it leaves the old one in force.
 */
@Command(
        name = "push",
        mixinStandardHelpOptions = true,
        description = {
            "Check rules files (without any, the rules we ship) and bring them into force.",
            "Running detection jobs follow within seconds: each event is judged by the rule set that"
                    + " holds at its time."
        })
public final class RulesPushCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "In the order they are loaded.")
    private List<Path> files = List.of();

    @Option(names = "--by", paramLabel = "NAME", description = "Who pushes (default: the user).")
    private String by = System.getProperty("user.name");

    @Option(names = "--shipped", description = "The rules we ship too, before the files.")
    private boolean shipped;

    @Option(
            names = "--shadow",
            description =
                    "On trial: beside the rule set in force, with alerts for saker.alerts.shadow"
                            + " only.")
    private boolean shadow;

    @Option(
            names = "--end-shadow",
            description = "Push nothing; end the trial of the rule set pushed with --shadow.")
    private boolean endShadow;

    @Mixin private KafkaOptions kafka;
    @Mixin private CompilerFlags flags;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (endShadow) {
            return endShadow();
        }
        RuleInput rules = shipped ? RuleInput.shippedAnd(files) : RuleInput.of(files);
        HostLookup hosts = new HostLookup();
        Compilation compilation = rules.compile(flags.options().withHosts(hosts));
        PrintWriter err = spec.commandLine().getErr();
        err.print(Printable.text(DiagnosticText.render(compilation.diagnostics())));
        hosts.complaint().ifPresent(words -> err.println("saker: " + Printable.text(words)));
        err.flush(); // print alone does not, and the process ends
        if (compilation.ruleSet().isEmpty()) {
            return ExitCode.SOFTWARE;
        }
        RuleFiles pushed = rules.toPublish(hosts, flags.options());
        PushReport.print(push(pushed, shadow), pushed, spec);
        return ExitCode.OK;
    }

    private int endShadow() throws InterruptedException {
        if (shadow || shipped || !files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--end-shadow pushes nothing: leave out the rest");
        }
        PushedRuleSet end = push(new RuleFiles(List.of()), true);
        spec.commandLine()
                .getOut()
                .println("no rule set is on trial (version " + end.version() + ")");
        return ExitCode.OK;
    }

    private PushedRuleSet push(RuleFiles files, boolean onTrial) throws InterruptedException {
        PushedRuleSet pushed =
                new RuleSetTopic(kafka.connection(), kafka.registry().open())
                        .push(files, by, onTrial);
        pushed.awaitInForce();
        return pushed;
    }
}
