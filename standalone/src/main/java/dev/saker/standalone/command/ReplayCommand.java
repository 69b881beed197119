// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.jobs.DetectionJobConfig.Matching;
import dev.saker.jobs.event.RegistryAddress;
import dev.saker.jobs.match.MatchCounters;
import dev.saker.probe.Probe;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleSet;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.plan.PlanCoverage;
import dev.saker.schemas.Alert;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.standalone.alert.AlertDiff;
import dev.saker.standalone.replay.ReplayRun;
import dev.saker.standalone.replay.ReplayRun.Outcome;
import dev.saker.standalone.replay.TopicMarkers;
import dev.saker.standalone.replay.TopicRange;
import dev.saker.standalone.replay.TopicSlice;
import dev.saker.standalone.rule.HostLookup;
import dev.saker.standalone.rule.RuleInput;
import dev.saker.standalone.scan.ScanRules;
import dev.saker.standalone.terminal.Printable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker replay}: rules over history, as a batch job. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Run rules over a recording, or over a range of an events topic, by the graph of the"
                    + " detection job in Flink's batch mode.",
            "Alerts go to standard output by event time, with the ids they have live; progress and"
                    + " a summary go to standard error."
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final int PERCENT = 100;

    @Spec private CommandSpec spec;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what;

    private static final class What {
        @Option(names = "--capture", paramLabel = "FILE", description = "A recording.")
        private Path capture;

        @Option(
                names = "--topic",
                paramLabel = "RANGE",
                description = {
                    "TOPIC, or TOPIC@FROM..TO by the time of the append, such as"
                            + " saker.events.syscall@2026-11-22T07:00:00Z..2026-11-22T08:00:00Z"
                            + " (either end may be left out), or TOPIC@PARTITION:FIRST..LAST by"
                            + " offsets."
                })
        private String range;
    }

    @ArgGroup(exclusive = true)
    private Where where = new Where();

    private static final class Where {
        @Option(
                names = "--kafka",
                paramLabel = "HOST:PORT",
                description = "For --topic: a broker without TLS or login.")
        private String bootstrap;

        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "For --topic: YAML file with kafka: and registry:.")
        private Path file;
    }

    @Mixin private RunOptions run;

    @Mixin private CompilerFlags flags;

    /** More of them say nothing new. */
    private static final int MOST_LINES = 50;

    private long shown = -1;

    @Override
    public Integer call() throws Exception {
        if (run.isDiff()) {
            return diff();
        }
        Optional<Outcome> outcome = replay(RuleInput.of(run.rules()));
        if (outcome.isEmpty()) {
            return ExitCode.SOFTWARE;
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Alert alert : outcome.get().alerts()) {
            out.println(run.line(alert));
        }
        out.flush();
        say(summary(outcome.get()));
        return ExitCode.OK;
    }

    private int diff() throws Exception {
        AlertDiff diff = new AlertDiff();
        List<Consumer<Alert>> sides = List.of(diff::first, diff::second);
        List<String> summaries = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            List<Path> rules = run.diffRules().get(i);
            Optional<Outcome> outcome = replay(RuleInput.of(rules));
            if (outcome.isEmpty()) {
                return ExitCode.SOFTWARE;
            }
            outcome.get().alerts().forEach(sides.get(i));
            summaries.add(rules.get(rules.size() - 1) + ": " + summary(outcome.get()));
        }
        summaries.forEach(this::say);
        return run.print(diff, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** Nothing when the rules cannot be used, which has been said. */
    private Optional<Outcome> replay(RuleInput input) throws Exception {
        HostLookup hosts = new HostLookup();
        Compilation compilation = input.compile(coverageOptions().withHosts(hosts));
        say(DiagnosticText.render(compilation.diagnostics()).stripTrailing());
        hosts.complaint().ifPresent(this::say);
        if (compilation.ruleSet().isEmpty()) {
            return Optional.empty();
        }
        Matching matching = Matching.of(run.match());
        List<RuleFile> files = input.toPublish(hosts, flags.options()).files();
        shown = -1;
        return Optional.of(
                what.capture != null
                        ? recording(files, matching)
                        : topic(files, matching, compilation.ruleSet().get()));
    }

    /** Who has not recorded what every output gets has recorded all that a rule needs. */
    private CompilerOptions coverageOptions() {
        CompilerOptions options = flags.options().withSuggestedOutput(false);
        return what.capture != null ? ScanRules.forRecordedEvents(options) : options;
    }

    private Outcome recording(List<RuleFile> files, Matching matching) throws Exception {
        if (where.bootstrap != null || where.file != null) {
            throw new ParameterException(
                    spec.commandLine(), "--kafka and --config are for --topic, not for --capture");
        }
        if (!Files.isReadable(what.capture)) {
            throw new Failure("no such recording: " + what.capture);
        }
        return ReplayRun.of(what.capture).run(files, matching, this::showCount);
    }

    private Outcome topic(List<RuleFile> files, Matching matching, RuleSet rules) throws Exception {
        if (where.bootstrap == null && where.file == null) {
            throw new ParameterException(
                    spec.commandLine(), "--topic needs --kafka HOST:PORT or --config FILE");
        }
        TopicRange range = range();
        KafkaOptions.File file =
                where.file == null
                        ? new KafkaOptions.File(
                                KafkaConnection.plaintext(where.bootstrap),
                                new RegistryAddress(RegistryAddress.LOCAL),
                                TopicOptions.defaults())
                        : YamlConfig.read(where.file, KafkaOptions.File.class);
        TopicSlice slice = TopicSlice.of(range, file.kafka());
        if (slice.from().isEmpty()) {
            throw new Failure("there are no records in " + what.range);
        }
        say(
                "replaying %d records of %s, by partition %s"
                        .formatted(slice.records(), range.topic(), slice.text()));
        Outcome outcome =
                ReplayRun.of(slice, file.kafka(), file.registry())
                        .run(files, matching, read -> showShare(read, slice.records()));
        PlanCoverage coverage =
                new PlanCoverage(rules, Probe.supportedEvents(), Probe.highRateEvents());
        new TopicMarkers(file.kafka(), file.registry()).read(slice, coverage::add);
        sayUncaptured(coverage.uncaptured());
        return outcome;
    }

    /** No alert means nothing where nobody looked. */
    private void sayUncaptured(List<PlanCoverage.Uncaptured> all) {
        all.stream()
                .limit(MOST_LINES)
                .map(
                        one ->
                                "not captured: %s on %s from %s to %s lacks %s"
                                        .formatted(
                                                one.who(),
                                                one.node(),
                                                instant(one.fromNanos()),
                                                instant(one.toNanos()),
                                                one.what()))
                .forEach(this::say);
        if (all.size() > MOST_LINES) {
            say("not captured: and " + (all.size() - MOST_LINES) + " more of the kind");
        }
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos).truncatedTo(ChronoUnit.MILLIS);
    }

    private TopicRange range() {
        try {
            return TopicRange.parse(what.range);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(), "--topic: " + wrong.getMessage(), wrong);
        }
    }

    private void showCount(long read) {
        if (read > shown) {
            shown = read;
            say("replayed " + read + " records");
        }
    }

    private void showShare(long read, long all) {
        long percent = Math.min(PERCENT, PERCENT * read / all);
        if (percent > shown) {
            shown = percent;
            say("replayed %d %% (%d of %d records)".formatted(percent, read, all));
        }
    }

    private static String summary(Outcome outcome) {
        StringBuilder text = new StringBuilder();
        text.append(outcome.count(MatchCounters.EVENTS)).append(" events, ");
        text.append(outcome.alerts().size()).append(" alerts");
        append(text, outcome.count(MatchCounters.REPEATED), "repeated records left out");
        append(text, outcome.count(MatchCounters.UNDECODABLE), "undecodable records left out");
        append(
                text,
                outcome.count(MatchCounters.UNKNOWN),
                "times a rule undecided, as its event came without a field it needs");
        return text.toString();
    }

    private static void append(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private void say(String line) {
        if (!line.isEmpty()) {
            spec.commandLine().getErr().println(Printable.text(line));
            spec.commandLine().getErr().flush();
        }
    }
}
