// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.Capture;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.InactiveRule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.scap.file.RecordingException;
import dev.saker.scap.file.RecordingReader;
import dev.saker.standalone.rule.HostLookup;
import dev.saker.standalone.scan.EventPrinter;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker capture print}: a line for each event. */
@Command(
        name = "print",
        mixinStandardHelpOptions = true,
        description = "Print a line for each event of a recording, or for those of a condition.")
public final class CapturePrintCommand implements Callable<Integer> {
    private static final String EVERY_EVENT = "evt.num > 0";

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "The recording, plain or gzip; - is standard input.")
    private Path file;

    @Option(
            names = {"-f", "--filter"},
            paramLabel = "CONDITION",
            defaultValue = EVERY_EVENT,
            description = "Which events, as a Falco condition.")
    private String condition;

    @Option(
            names = {"-p", "--print"},
            paramLabel = "FORMAT",
            defaultValue =
                    "%evt.num %evt.time %evt.cpu %proc.name (%thread.tid) %evt.type %evt.args",
            description = "What of them, as the output of a rule (default: ${DEFAULT-VALUE}).")
    private String format;

    @Override
    public Integer call() throws IOException {
        StandardOutput out = new StandardOutput(spec.commandLine().getOut());
        HostLookup hosts = HostLookup.late();
        EventPrinter printer =
                new EventPrinter(rule(hosts), line -> out.println(Printable.text(line)));
        try (RecordingReader recording = RecordingFile.open(file)) {
            printer.run(recording);
        } catch (RecordingException damaged) {
            throw new Failure(file + ": " + damaged.getMessage(), damaged);
        } finally {
            out.flush();
            hosts.complaint().ifPresent(this::complain);
        }
        out.finish();
        return ExitCode.OK;
    }

    private void complain(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("saker: " + Printable.text(words));
        err.flush();
    }

    /** Condition and format are checked as those of any rule are. */
    private RuleSet rule(HostLookup hosts) {
        String text =
                """
                - rule: print
                  desc: an event to print
                  condition: %s
                  output: %s
                  priority: DEBUG
                  warn_evttypes: false
                """
                        .formatted(quoted(condition), quoted(format));
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("print", text)),
                        CompilerOptions.defaults()
                                .withCapture(Capture.ofRecordings())
                                .withHosts(hosts));
        if (compilation.ruleSet().isEmpty()) {
            throw new Failure(DiagnosticText.render(compilation.errors()).strip());
        }
        RuleSet rules = compilation.ruleSet().get();
        for (InactiveRule inactive : rules.inactive()) {
            throw new Failure("a recording cannot answer this: " + inactive.reason());
        }
        return rules;
    }

    /** As YAML, on one line. */
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + escaped.replace("\n", " ").replace("\t", " ") + '"';
    }
}
