// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.Compilation;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.file.RecordingException;
import dev.saker.scap.file.RecordingReader;
import dev.saker.standalone.rule.HostLookup;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.scan.FieldTable;
import dev.saker.standalone.scan.Scan;
import dev.saker.standalone.scan.ScanRules;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            description = "The recording.")
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
        PrintWriter out = spec.commandLine().getOut();
        FieldTable table = new FieldTable(columns(), flags.options().strictFalco(), out::println);
        try (RecordingReader recording = RecordingFile.open(capture)) {
            table.run(recording);
        } catch (RecordingException damaged) {
            throw new Failure(capture + ": " + damaged.getMessage(), damaged);
        } finally {
            out.flush();
        }
        return ExitCode.OK;
    }

    private FieldRow columns() throws IOException {
        try {
            return FieldTable.columns(fields);
        } catch (NoSuchFileException missing) {
            throw new Failure("no such file: " + fields, missing);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(
                    spec.commandLine(), fields + ": " + unknown.getMessage(), unknown);
        }
    }

    private int runRules() throws IOException {
        RuleInput input = RuleInput.of(run.rules());
        HostLookup hosts = new HostLookup();
        Compilation compilation =
                input.compile(ScanRules.forRecordings(flags.options()).withHosts(hosts));
        print(DiagnosticText.render(compilation.diagnostics()));
        hosts.complaint().ifPresent(words -> print("saker: " + words + "\n"));
        if (compilation.ruleSet().isEmpty()) {
            return ExitCode.SOFTWARE;
        }
        PrintWriter out = spec.commandLine().getOut();
        Scan scan =
                new Scan(
                        compilation.ruleSet().get(),
                        run.match(),
                        flags.options().strictFalco(),
                        (alert, event) -> out.println(run.line(alert)));
        try (RecordingReader recording = RecordingFile.open(capture)) {
            scan.run(recording);
        } catch (RecordingException damaged) {
            throw new Failure(capture + ": " + damaged.getMessage(), damaged);
        } finally {
            out.flush();
            print(scan.summary().text());
            if (ruleCosts) {
                print(scan.ruleCosts());
            }
        }
        return ExitCode.OK;
    }

    private void print(String text) {
        spec.commandLine().getErr().print(Printable.text(text));
        spec.commandLine().getErr().flush();
    }
}
