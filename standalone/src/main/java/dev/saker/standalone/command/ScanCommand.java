// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.Compilation;
import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.event.EventView;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.file.RecordingException;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.Alert;
import dev.saker.standalone.alert.AlertDiff;
import dev.saker.standalone.rule.HostLookup;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.scan.FieldTable;
import dev.saker.standalone.scan.Scan;
import dev.saker.standalone.scan.ScanRules;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker scan}: rules over a recording. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = {
            "Run rules over a recording (.scap, also gzip), in one process without Kafka or Flink.",
            "Alerts go to standard output, the summary to standard error."
        })
public final class ScanCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            required = true,
            description = "The recording, plain or gzip; - is standard input.")
    private Path capture;

    @Mixin private RunOptions run;

    @Option(
            names = "--print-fields",
            paramLabel = "FILE",
            description = {
                "Instead of running rules, print a JSON object for every event, with the fields",
                "that this file names, one a line."
            })
    private Path fields;

    @Option(
            names = "--rule-costs",
            description = "Also print what each rule has cost, the dearest first.")
    private boolean ruleCosts;

    @Mixin private CompilerFlags flags;

    @Override
    public Integer call() throws IOException {
        return fields == null ? runRules() : printFields();
    }

    private int printFields() throws IOException {
        StandardOutput out = new StandardOutput(spec.commandLine().getOut());
        FieldTable table = new FieldTable(columns(), flags.options().strictFalco(), out::println);
        try (RecordingReader recording = RecordingFile.open(capture)) {
            table.run(recording);
        } catch (RecordingException damaged) {
            throw new Failure(capture + ": " + damaged.getMessage(), damaged);
        } finally {
            out.flush();
        }
        out.finish();
        return ExitCode.OK;
    }

    private FieldRow columns() {
        try {
            return FieldTable.columns(fields);
        } catch (NoSuchFileException missing) {
            throw new Failure("no such file: " + fields, missing);
        } catch (AccessDeniedException denied) {
            throw new Failure("no permission to read " + fields, denied);
        } catch (IOException unreadable) {
            throw new Failure("cannot read " + fields + ": " + unreadable.getMessage(), unreadable);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), unknown.getMessage(), unknown);
        }
    }

    private int runRules() throws IOException {
        PrintWriter writer = spec.commandLine().getOut();
        StandardOutput out = new StandardOutput(writer);
        int code = ExitCode.OK;
        if (run.isDiff()) {
            code = diff(writer);
        } else if (!scan(
                RuleInput.of(run.rules()), (alert, event) -> out.println(run.line(alert)))) {
            code = ExitCode.SOFTWARE;
        }
        out.finish();
        return code;
    }

    private int diff(PrintWriter out) throws IOException {
        AlertDiff diff = new AlertDiff();
        List<List<Path>> rules = run.diffRules();
        boolean ran =
                scan(RuleInput.of(rules.get(0)), (alert, event) -> diff.first(alert))
                        && scan(RuleInput.of(rules.get(1)), (alert, event) -> diff.second(alert));
        return ran ? run.print(diff, out, spec.commandLine().getErr()) : ExitCode.SOFTWARE;
    }

    /** Whether the rules could be used; if not, it has been said why. */
    private boolean scan(RuleInput input, BiConsumer<Alert, EventView> alerts) throws IOException {
        try (RecordingReader recording = RecordingFile.open(capture)) {
            HostLookup hosts = HostLookup.late();
            Compilation compilation =
                    input.compile(ScanRules.forRecordings(flags.options()).withHosts(hosts));
            print(DiagnosticText.render(compilation.diagnostics()));
            if (compilation.ruleSet().isEmpty()) {
                return false;
            }
            try {
                scan(compilation.ruleSet().get(), recording, alerts);
            } finally {
                hosts.complaint().ifPresent(words -> print("saker: " + words + "\n"));
            }
            return true;
        } catch (RecordingException damaged) {
            throw new Failure(capture + ": " + damaged.getMessage(), damaged);
        }
    }

    private void scan(RuleSet rules, RecordingReader recording, BiConsumer<Alert, EventView> alerts)
            throws IOException {
        Scan scan = new Scan(rules, run.match(), flags.options().strictFalco(), alerts);
        try {
            scan.run(recording);
        } finally {
            spec.commandLine().getOut().flush();
            print(scan.summary().text());
            if (ruleCosts) {
                print(scan.ruleCosts());
            }
        }
    }

    private void print(String text) {
        spec.commandLine().getErr().print(Printable.text(text));
        spec.commandLine().getErr().flush();
    }
}
