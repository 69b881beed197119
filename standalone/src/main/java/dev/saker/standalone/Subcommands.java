// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone;

import dev.saker.standalone.command.CaptureCommand;
import dev.saker.standalone.command.CaptureInfoCommand;
import dev.saker.standalone.command.CapturePrintCommand;
import dev.saker.standalone.command.CaptureRecordCommand;
import dev.saker.standalone.command.CollectorCommand;
import dev.saker.standalone.command.DlqCommand;
import dev.saker.standalone.command.DoctorCommand;
import dev.saker.standalone.command.ReplayCommand;
import dev.saker.standalone.command.RulesCheckCommand;
import dev.saker.standalone.command.RulesCommand;
import dev.saker.standalone.command.RulesEventsCommand;
import dev.saker.standalone.command.RulesExplainCommand;
import dev.saker.standalone.command.RulesFieldsCommand;
import dev.saker.standalone.command.RulesImportFalcoConfigCommand;
import dev.saker.standalone.command.RulesImportSigmaCommand;
import dev.saker.standalone.command.RulesPlanCommand;
import dev.saker.standalone.command.RulesPushCommand;
import dev.saker.standalone.command.RulesRollbackCommand;
import dev.saker.standalone.command.RulesStatusCommand;
import dev.saker.standalone.command.ScanCommand;
import dev.saker.standalone.command.SinksCommand;
import dev.saker.standalone.command.TopicsCommand;
import dev.saker.standalone.command.UpCommand;
import dev.saker.standalone.command.VersionCommand;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What there is below {@code saker}, in the order that its help lists it. picocli looks at every
 * command of its tree when it starts, so a start makes only those that its arguments name.
 */
final class Subcommands {
    private static final List<Entry> ALL =
            List.of(
                    new Entry("up", UpCommand.class),
                    new Entry("collector", CollectorCommand.class),
                    new Entry(
                            "rules",
                            RulesCommand.class,
                            new Entry("check", RulesCheckCommand.class),
                            new Entry("explain", RulesExplainCommand.class),
                            new Entry("fields", RulesFieldsCommand.class),
                            new Entry("events", RulesEventsCommand.class),
                            new Entry("plan", RulesPlanCommand.class),
                            new Entry("push", RulesPushCommand.class),
                            new Entry("status", RulesStatusCommand.class),
                            new Entry("rollback", RulesRollbackCommand.class),
                            new Entry("import-falco-config", RulesImportFalcoConfigCommand.class),
                            new Entry("import-sigma", RulesImportSigmaCommand.class)),
                    new Entry("scan", ScanCommand.class),
                    new Entry("replay", ReplayCommand.class),
                    new Entry(
                            "capture",
                            CaptureCommand.class,
                            new Entry("record", CaptureRecordCommand.class),
                            new Entry("info", CaptureInfoCommand.class),
                            new Entry("print", CapturePrintCommand.class)),
                    new Entry("topics", TopicsCommand.class),
                    new Entry("sinks", SinksCommand.class),
                    new Entry("dlq", DlqCommand.class),
                    new Entry("doctor", DoctorCommand.class),
                    new Entry("version", VersionCommand.class),
                    new Entry("help", HelpCommand.class));

    /** A command, and those below it that have classes of their own. */
    private record Entry(String name, Class<?> type, List<Entry> below) {
        Entry(String name, Class<?> type, Entry... below) {
            this(name, type, List.of(below));
        }
    }

    private Subcommands() {}

    /**
     * The whole command: of what is below it what the arguments begin with, or all, if that is no
     * command.
     */
    static CommandLine of(String... arguments) {
        return add("saker", SakerCommand.class, ALL, arguments);
    }

    /** One with a command below it that is asked for is only there for its name. */
    private static CommandLine add(
            String name, Class<?> type, List<Entry> entries, String... arguments) {
        String asked = arguments.length == 0 ? "" : arguments[0];
        List<Entry> named = entries.stream().filter(entry -> entry.name.equals(asked)).toList();
        boolean one = !named.isEmpty() && !asked.equals("help"); // help tells of the others
        CommandLine command =
                one ? new CommandLine(CommandSpec.create().name(name)) : new CommandLine(type);
        for (Entry entry : one ? named : entries) {
            String[] rest =
                    one ? Arrays.copyOfRange(arguments, 1, arguments.length) : new String[0];
            command.addSubcommand(entry.name, add(entry.name, entry.type, entry.below, rest));
        }
        return command;
    }
}
