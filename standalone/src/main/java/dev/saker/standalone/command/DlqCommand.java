// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.standalone.dlq.DeadLetter;
import dev.saker.standalone.dlq.DeadLetterFilter;
import dev.saker.standalone.dlq.DeadLetterTopic;
import dev.saker.standalone.terminal.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker dlq ls|replay}. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        description = "List alerts that a sink could not deliver, or have them tried again.",
        synopsisSubcommandLabel = "ls|replay")
public final class DlqCommand implements Runnable {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec private CommandSpec spec;

    /** Which dead letters. */
    static final class Selection {
        @Option(names = "--sink", paramLabel = "NAME", description = "Those of one sink.")
        private String sink = "";

        @Option(
                names = "--rule",
                paramLabel = "GLOB",
                description = "Those of rules whose name fits; * is any text, ? one character.")
        private String rule = "";

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                description = "Those whose reason holds this text, whatever the case.")
        private String reason = "";

        @Parameters(
                paramLabel = "POSITION",
                arity = "0..*",
                description = "Those at these places, as ls names them: 0@12.")
        private List<String> positions = new ArrayList<>();

        @Option(names = "--json", description = "One JSON object a line.")
        private boolean json;

        DeadLetterFilter filter() {
            return new DeadLetterFilter(sink, rule, reason, positions);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: ls or replay");
    }

    @Command(
            name = "ls",
            mixinStandardHelpOptions = true,
            description = "List dead letters, the oldest first, with the reason.")
    int ls(@Mixin KafkaOptions kafka, @Mixin Selection selection) {
        DeadLetterTopic topic = new DeadLetterTopic(kafka.connection());
        int[] count = {0};
        asked(
                kafka,
                () ->
                        topic.read(
                                selection.filter(),
                                letter -> count[0] += print(letter, selection)));
        if (count[0] == 0 && !selection.json) {
            say("no dead letters" + (selection.filter().isEmpty() ? "" : " of this kind"));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Have the sinks of dead letters try them again, through the delivery job.",
                "What fails again becomes a dead letter again, with the new reason."
            })
    int replay(
            @Mixin KafkaOptions kafka,
            @Mixin Selection selection,
            @Option(names = "--all", description = "Every one, where nothing else selects.")
                    boolean all,
            @Option(names = "--again", description = "Those that were replayed before, too.")
                    boolean again,
            @Option(names = "--dry-run", description = "Only tell what would be replayed.")
                    boolean dryRun,
            @Option(
                            names = "--group",
                            paramLabel = "PREFIX",
                            defaultValue = "saker-delivery",
                            description = "The delivery job's group (default: ${DEFAULT-VALUE}).")
                    String group) {
        if (selection.filter().isEmpty() && !all) {
            throw new ParameterException(
                    spec.subcommands().get("replay"),
                    "say which: --sink, --rule, --reason, POSITION, or --all");
        }
        DeadLetterTopic topic = new DeadLetterTopic(kafka.connection());
        List<DeadLetter> chosen = new ArrayList<>();
        asked(
                kafka,
                () -> {
                    topic.read(selection.filter(), letter -> addIfDue(chosen, letter, again));
                    expectReaders(topic, chosen, group);
                    if (!dryRun) {
                        topic.replay(chosen);
                    }
                });
        chosen.forEach(letter -> print(letter, selection));
        say((dryRun ? "would replay " : "replayed ") + chosen.size());
        return ExitCode.OK;
    }

    private static void addIfDue(List<DeadLetter> chosen, DeadLetter letter, boolean again) {
        if (again || !letter.replayed()) {
            chosen.add(letter);
        }
    }

    /** A replay that nobody reads would be lost without a word. */
    private static void expectReaders(DeadLetterTopic topic, List<DeadLetter> letters, String group)
            throws ExecutionException, InterruptedException {
        TreeSet<String> sinks = new TreeSet<>();
        letters.forEach(letter -> sinks.add(letter.sink()));
        for (String sink : sinks) {
            if (!topic.isReadFor(group, sink)) {
                throw new Failure(
                        "no delivery job reads for the sink '%s': there is no consumer group %s-%s;"
                                        .formatted(sink, group, sink)
                                + " narrow with --sink, or name the job's group with --group");
            }
        }
    }

    private int print(DeadLetter letter, Selection selection) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(selection.json ? json(letter) : Printable.text(line(letter)));
        out.flush();
        return 1;
    }

    private static String line(DeadLetter letter) {
        return "%-8s %s %s: %s: %s (%s, attempts: %s%s)"
                .formatted(
                        letter.position(),
                        letter.time(),
                        letter.sink(),
                        letter.rule().isEmpty() ? "no alert" : letter.rule(),
                        letter.reason(),
                        letter.alertId().isEmpty() ? letter.cameFrom() : letter.alertId(),
                        letter.attempts(),
                        letter.replayed() ? ", replayed" : "");
    }

    private static String json(DeadLetter letter) {
        try {
            return JSON.writeValueAsString(letter.asMap());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + letter.position() + " as JSON", e);
        }
    }

    private interface Question {
        void ask() throws ExecutionException, InterruptedException;
    }

    private static void asked(KafkaOptions kafka, Question question) {
        try {
            question.ask();
        } catch (KafkaException | ExecutionException e) {
            throw new Failure(
                    "cannot get an answer from Kafka at "
                            + kafka.connection().bootstrapServers()
                            + ": "
                            + Failure.sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("saker: " + line);
        err.flush();
    }
}
