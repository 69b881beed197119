// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.schemas.config.ConfigException;
import dev.saker.standalone.terminal.Printable;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/**
 * A command cannot do what it was asked, for a reason that the user can read and mend. Whatever
 * else a command throws is reported as a sentence too; its stack trace goes to the log.
 */
public final class Failure extends RuntimeException {

    /** What Java puts before a cause's own message says nothing to a user. */
    private static final int MAX_CAUSES = 6;

    public Failure(String message) {
        super(message);
    }

    public Failure(String message, Throwable cause) {
        super(message, cause);
    }

    public static int report(Exception exception, CommandLine commandLine, ParseResult parsed) {
        if (exception instanceof ConfigException unusable) {
            unusable.problems()
                    .forEach(
                            problem ->
                                    commandLine
                                            .getErr()
                                            .println("saker: " + Printable.text(problem)));
            return ExitCode.USAGE;
        }
        commandLine.getErr().println("saker: " + Printable.text(sentence(exception)));
        commandLine.getErr().flush();
        if (!(exception instanceof Failure)) {
            LoggerFactory.getLogger(Failure.class)
                    .info("command={} failed", commandLine.getCommandName(), exception);
        }
        return ExitCode.SOFTWARE;
    }

    /** The messages of an exception and its causes, each once. */
    public static String sentence(Throwable thrown) {
        List<String> parts = new ArrayList<>();
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            String part = ownWords(cause);
            if (parts.stream().noneMatch(earlier -> earlier.contains(part))) {
                parts.add(part);
            }
            cause = cause.getCause();
        }
        parts.removeIf(String::isEmpty);
        return parts.isEmpty() ? thrown.getClass().getSimpleName() : String.join(": ", parts);
    }

    /** Without a message of its own, an exception that wraps another repeats the other's. */
    private static String ownWords(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null || message.isBlank()) {
            return thrown.getCause() == null ? thrown.getClass().getSimpleName() : "";
        }
        boolean repeatsCause =
                thrown.getCause() != null && message.equals(thrown.getCause().toString());
        return repeatsCause ? "" : message.strip();
    }
}
