// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.NodeMarkers;
import dev.saker.schemas.kafka.RuleSetFeed;
import dev.saker.schemas.kafka.TaskStatusTopic;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.standalone.rule.RulesStatus;
import dev.saker.standalone.rule.RulesStatusText;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code saker rules status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Which rule sets there are, who pushed them and when, which is in force, and by which"
                        + " one each task of the detection job and each collector goes. The status is"
                        + " 1 if a task or a live collector is behind, or a set was refused.")
public final class RulesStatusCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Mixin private KafkaOptions kafka;

    @Override
    public Integer call() throws IOException {
        KafkaConnection connection = kafka.connection();
        SchemaRegistry registry = kafka.registry().open();
        RulesStatus status =
                RulesStatus.of(
                        RuleSetFeed.read(connection, registry),
                        TaskStatusTopic.read(connection, registry),
                        NodeMarkers.read(connection, registry),
                        Instant.now());
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? RulesStatusText.json(status)
                                : Printable.text(RulesStatusText.table(status)));
        spec.commandLine().getOut().flush();
        return status.isSettled() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
