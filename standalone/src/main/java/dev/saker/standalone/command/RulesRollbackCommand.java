// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.PushedRuleSet;
import dev.saker.schemas.kafka.RuleSetFeed;
import dev.saker.schemas.kafka.RuleSetTopic;
import dev.saker.schemas.kafka.RuleSets;
import dev.saker.schemas.kafka.RuleTimeline.Entry;
import dev.saker.schemas.registry.SchemaRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code saker rules rollback}: an earlier version, pushed again as a new one. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description =
                "Push an earlier version of the rule set again. Without --to, the one that was in"
                        + " force before.")
public final class RulesRollbackCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "As 'saker rules status' lists it.")
    private Long version;

    @Option(names = "--by", paramLabel = "NAME", description = "Who pushes (default: the user).")
    private String by = System.getProperty("user.name");

    @Mixin private KafkaOptions kafka;

    @Override
    public Integer call() throws InterruptedException {
        SchemaRegistry registry = kafka.registry().open();
        RuleSets sets = RuleSetFeed.read(kafka.connection(), registry);
        long wanted = version == null ? before(sets) : version;
        RuleSets.Version former =
                sets.version(wanted)
                        .orElseThrow(() -> new Failure("there is no rule set " + wanted));
        RuleFiles files = former.files().read();
        PushedRuleSet pushed =
                new RuleSetTopic(kafka.connection(), registry).push(files, by, false);
        pushed.awaitInForce();
        PushReport.print(pushed, files, spec);
        spec.commandLine().getOut().println("  the same as rule set " + wanted);
        return ExitCode.OK;
    }

    private static long before(RuleSets sets) {
        List<Entry> entries = sets.live().entries();
        if (entries.size() < 2) {
            throw new Failure("no rule set was in force before this one");
        }
        return entries.get(entries.size() - 2).version();
    }
}
