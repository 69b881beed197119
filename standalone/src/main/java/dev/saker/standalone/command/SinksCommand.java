// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import dev.saker.schemas.config.ConfigException;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import dev.saker.sinks.config.SinkConfig;
import dev.saker.sinks.route.RoutesFile;
import dev.saker.standalone.terminal.Printable;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker sinks check|test}. */
@Command(
        name = "sinks",
        mixinStandardHelpOptions = true,
        description = "Check the file of sinks and routes, or send a test alert.",
        synopsisSubcommandLabel = "check|test")
public final class SinksCommand implements Runnable {

    private static final int INFORMATIONAL = 6;
    private static final String FILE = "The file of sinks and routes, see docs/sinks.md.";

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: check or test");
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Read the file with its secrets and templates; connect to nothing.")
    int check(@Parameters(paramLabel = "FILE", description = FILE) Path file) {
        try {
            return allCanBeOpened(RoutesFile.read(file)) ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (ConfigException e) { // what a check finds is a finding, not a wrong call
            e.problems().forEach(this::say);
            return ExitCode.SOFTWARE;
        }
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Send an alert to one sink, once, and tell what came of it.")
    int test(
            @Option(names = "--sinks", paramLabel = "FILE", required = true, description = FILE)
                    Path file,
            @Parameters(paramLabel = "NAME", description = "One of the file's sinks.") String name)
            throws Exception {
        RoutesFile routes = RoutesFile.read(file);
        SinkConfig config = routes.sinks().get(name);
        if (config == null) {
            throw new Failure("no sink '" + name + "'; there are " + routes.sinks().keySet());
        }
        try (AlertSink sink = config.open()) {
            Outcome outcome = sink.deliver(testAlert());
            say(name + ": " + outcome.accept(new Words()) + " (" + sink + ")");
            return outcome.equals(Outcome.DELIVERED) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private boolean allCanBeOpened(RoutesFile routes) {
        boolean good = true;
        for (var sink : routes.sinks().entrySet()) {
            good &= canBeOpened(sink.getKey(), sink.getValue());
        }
        return good;
    }

    private boolean canBeOpened(String name, SinkConfig config) {
        try (AlertSink sink = config.open()) {
            say(name + ": " + sink);
            return true;
        } catch (ConfigException e) {
            say(name + ": " + e.getMessage());
            return false;
        }
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr(); // standard output may be the sink
        err.println(Printable.text(line));
        err.flush();
    }

    private static Alert testAlert() throws Exception {
        Instant now = Instant.now();
        return new Alert(
                UUID.randomUUID().toString().replace("-", ""),
                "Test rule",
                INFORMATIONAL,
                "internal",
                now.getEpochSecond() * 1_000_000_000L + now.getNano(),
                InetAddress.getLocalHost().getHostName(),
                "This is a test, sent by saker sinks test",
                List.of("test"),
                List.of(new OutputField("test.text", OutputValue.of("quotes \" and \\ and ünï"))),
                List.of(),
                0);
    }

    private static final class Words implements Outcome.Visitor<String> {
        @Override
        public String visitDelivered(Outcome.Delivered delivered) {
            return "delivered";
        }

        @Override
        public String visitRetry(Outcome.Retry retry) {
            return "not delivered, would be tried again: " + retry.reason();
        }

        @Override
        public String visitRejected(Outcome.Rejected rejected) {
            return "rejected: " + rejected.reason();
        }
    }
}
