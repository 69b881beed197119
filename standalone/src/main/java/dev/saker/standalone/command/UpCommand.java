// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.match.MatchMode;
import dev.saker.sinks.route.RoutesText;
import dev.saker.standalone.alert.AlertForm;
import dev.saker.standalone.doctor.Doctor;
import dev.saker.standalone.doctor.Finding;
import dev.saker.standalone.rule.HostLookup;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.scan.ScanRules;
import dev.saker.standalone.terminal.Printable;
import dev.saker.standalone.up.DataDirectory;
import dev.saker.standalone.up.Up;
import dev.saker.standalone.up.UpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker up}: the whole pipeline on this host. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Watch this host and print alerts: probe, Kafka, Flink and terminal in one process.",
            "Alerts go to standard output, everything else to standard error. Ctrl-C ends it.",
            "With --capture a recording takes the place of this host, and its end is the end."
        })
public final class UpCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--capture",
            paramLabel = "FILE",
            description =
                    "Take the events of this recording (.scap, also gzip) instead of this host's;"
                            + " the same alerts as saker scan.")
    private Optional<Path> capture = Optional.empty();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules file; repeat for several. Without it, the rules we ship.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "End after so long: 30s, 5m, 2h.")
    private Optional<Duration> lasting = Optional.empty();

    @Option(names = "--json", description = "Alerts as Falco's JSON, one object a line.")
    private boolean json;

    @Option(
            names = "--demo",
            description = "Do some harmless deeds that the rules we ship tell of, naming each.")
    private boolean demo;

    @Option(
            names = "--publish",
            paramLabel = "plan|all",
            defaultValue = "plan",
            description =
                    "Events to send: those that may matter to a rule, or all (default:"
                            + " ${DEFAULT-VALUE}).")
    private UpOptions.Publish publish;

    @Option(
            names = {"--match", "--matching"},
            paramLabel = "all|first",
            defaultValue = "all",
            description =
                    "Report every rule that matches an event, or the first only (default:"
                            + " ${DEFAULT-VALUE}).")
    private MatchMode matching;

    @Option(
            names = "--sinks",
            paramLabel = "FILE",
            description =
                    "Also take alerts to the sinks of this file along its routes, see"
                            + " docs/sinks.md.")
    private Optional<Path> sinks = Optional.empty();

    @Option(
            names = "--capture-dir",
            paramLabel = "DIR",
            description =
                    "Where an alert of a rule with capture: true is, record from it on, for the"
                            + " rule's capture_duration or 5 s; the alert's field capture_file"
                            + " names the file, which saker scan reads.")
    private Optional<Path> captures = Optional.empty();

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Keep topics and checkpoints here and go on from them at the next start."
                            + " Without it they are gone at the end.")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the broker, on the loopback interface (default: any).")
    private int kafkaPort;

    @Option(
            names = "--no-probe",
            description = "Start no collector: one that runs on its own writes to the broker.")
    private boolean noProbe;

    @Option(names = "--no-install", description = "Never install packages (see ./saker).")
    private boolean noInstall;

    @Mixin private CompilerFlags flags;

    @Override
    public Integer call() throws Exception {
        checkCapture();
        if (!hostWillDo()) {
            return ExitCode.SOFTWARE;
        }
        RuleInput input = RuleInput.of(rules);
        HostLookup hosts = new HostLookup();
        Compilation compilation = input.compile(compilerOptions().withHosts(hosts));
        print(DiagnosticText.render(compilation.diagnostics()));
        hosts.complaint().ifPresent(words -> print("saker: " + words + "\n"));
        if (compilation.ruleSet().isEmpty()) {
            return ExitCode.SOFTWARE;
        }
        UpOptions options = options();
        try (DataDirectory data = DataDirectory.open(dataDirectory)) {
            Logging.into(data.log());
            Up up =
                    new Up(
                            options,
                            input.toPublish(hosts, flags.options()),
                            compilation.ruleSet().get(),
                            data);
            Interrupts.onFirst(up::end);
            return run(up, data) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private CompilerOptions compilerOptions() {
        return capture.isEmpty() ? flags.options() : ScanRules.forRecordedEvents(flags.options());
    }

    private void checkCapture() throws IOException {
        if (capture.isEmpty()) {
            return;
        }
        if (demo || noProbe || dataDirectory.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--capture goes with none of --demo, --no-probe, --data-dir: a recording is a"
                            + " host of its own, and starts from nothing");
        }
        RecordingFile.open(capture.get()).close(); // before anything is started for it
    }

    private boolean run(Up up, DataDirectory data) throws Exception {
        boolean inOrder = false;
        try {
            inOrder = up.run();
        } finally {
            if (!inOrder) {
                data.keepLog();
                print("saker: the log is kept: " + data.log() + "\n");
            }
        }
        return inOrder;
    }

    private UpOptions options() {
        return new UpOptions(
                json ? AlertForm.JSON : AlertForm.TEXT,
                lasting,
                demo,
                !noProbe,
                capture,
                publish,
                matching,
                kafkaPort,
                sinks.map(UpCommand::checkedSinks),
                captures);
    }

    /** In a job a secret that is missing is tried again; here somebody can be told. */
    private static RoutesText checkedSinks(Path file) {
        RoutesText text = RoutesText.read(file);
        text.parse().expectOpenable();
        return text;
    }

    /** What is broken is said in the words of {@code saker doctor}. */
    private boolean hostWillDo() {
        Doctor doctor = Doctor.ofThisHost();
        List<Finding> findings = new ArrayList<>(doctor.pipeline(kafkaPort));
        if (!noProbe && capture.isEmpty()) {
            findings.addAll(doctor.probe());
        }
        findings.stream()
                .filter(finding -> finding.verdict() == Finding.Verdict.BROKEN)
                .forEach(finding -> print("saker: " + finding.text() + "\n"));
        return !Finding.anyBroken(findings);
    }

    private void print(String text) {
        spec.commandLine().getErr().print(Printable.text(text));
        spec.commandLine().getErr().flush();
    }
}
