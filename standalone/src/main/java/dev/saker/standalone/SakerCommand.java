// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone;

import dev.saker.rules.Priority;
import dev.saker.standalone.command.CaptureCommand;
import dev.saker.standalone.command.CollectorCommand;
import dev.saker.standalone.command.DlqCommand;
import dev.saker.standalone.command.DoctorCommand;
import dev.saker.standalone.command.Failure;
import dev.saker.standalone.command.ReplayCommand;
import dev.saker.standalone.command.RulesCommand;
import dev.saker.standalone.command.ScanCommand;
import dev.saker.standalone.command.SinksCommand;
import dev.saker.standalone.command.TopicsCommand;
import dev.saker.standalone.command.UpCommand;
import dev.saker.standalone.command.Version;
import dev.saker.standalone.command.VersionCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code saker} command: exit code 0 ok, 1 findings or failure, 2 usage. */
@Command(
        name = "saker",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runtime security detection on a host's kernel events.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            CollectorCommand.class,
            RulesCommand.class,
            ScanCommand.class,
            ReplayCommand.class,
            CaptureCommand.class,
            TopicsCommand.class,
            SinksCommand.class,
            DlqCommand.class,
            DoctorCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class SakerCommand {

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** As main runs it; what it answers is the exit code. */
    public static CommandLine commandLine() {
        return new CommandLine(new SakerCommand())
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
