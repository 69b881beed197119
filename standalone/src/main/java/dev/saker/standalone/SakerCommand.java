// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone;

import dev.saker.rules.Priority;
import dev.saker.standalone.command.Failure;
import dev.saker.standalone.command.Version;
import dev.saker.standalone.start.StartAhead;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code saker} command: exit code 0 ok, 1 findings or failure, 2 usage. */
@Command(
        name = "saker",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runtime security detection on a host's kernel events.",
        synopsisSubcommandLabel = "COMMAND")
public final class SakerCommand {

    public static void main(String[] arguments) {
        StartAhead.of(arguments).ifPresent(Thread::start);
        System.exit(commandLine(arguments).execute(arguments));
    }

    /**
     * As main runs it; what it answers is the exit code.
     *
     * @param arguments what it will be run with, or nothing: if they begin with a command, only
     *     that is made, which is most of a start
     */
    public static CommandLine commandLine(String... arguments) {
        return Subcommands.of(arguments)
                .setExecutionStrategy(SakerCommand::withinMemory)
                .setExecutionExceptionHandler(Failure::report)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Priority.class, SakerCommand::priority);
    }

    /** As rules files name them. */
    private static Priority priority(String text) {
        return Priority.parse(text)
                .orElseThrow(
                        () ->
                                new CommandLine.TypeConversionException(
                                        ("'%s' is no priority: emergency, alert, critical, error, warning,"
                                                        + " notice, info or debug")
                                                .formatted(text)));
    }

    /** What rules and recordings take is bounded, and may still be more than there is. */
    private static int withinMemory(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            long megabytes = Runtime.getRuntime().maxMemory() >> 20;
            Failure failure =
                    new Failure(
                            "this needs more memory than Java may use here ("
                                    + megabytes
                                    + " MB): give it less at a time");
            CommandLine command = parsed.commandSpec().commandLine();
            throw new CommandLine.ExecutionException(command, failure.getMessage(), failure);
        }
    }
}
