// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.KafkaRefusal;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.HttpSchemaRegistry;
import dev.saker.schemas.registry.OurSubjects;
import dev.saker.standalone.terminal.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker topics create|check}. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = {
            "Make or check the topics in Kafka and, if the file names a registry of its own,",
            "the schemas there with their promise of compatibility."
        },
        synopsisSubcommandLabel = "create|check")
public final class TopicsCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: create or check");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Make what is not there; leave other topics alone.")
    int create(@Mixin KafkaOptions kafka) {
        TopicOptions topics = kafka.topics();
        List<String> created = ask(kafka.connection(), admin -> Topics.create(admin, topics));
        PrintWriter out = spec.commandLine().getOut();
        created.forEach(topic -> out.println("created " + topic));
        if (created.isEmpty()) {
            out.println("every topic is there");
        }
        out.flush(); // the registry may refuse, and then this was done all the same
        Optional<HttpSchemaRegistry> registry = registry(kafka);
        List<String> done = registry.map(OurSubjects::create).orElse(List.of());
        done.forEach(line -> out.println(Printable.text(line)));
        if (registry.isPresent() && done.isEmpty()) {
            out.println("every subject is as it should be");
        }
        return ExitCode.OK;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Tell what is missing or not as it should be.")
    int check(@Mixin KafkaOptions kafka) {
        TopicOptions topics = kafka.topics();
        List<String> differences = new ArrayList<>();
        differences.addAll(ask(kafka.connection(), admin -> Topics.check(admin, topics)));
        registry(kafka).map(OurSubjects::check).ifPresent(differences::addAll);
        PrintWriter out = spec.commandLine().getOut();
        differences.forEach(difference -> out.println(Printable.text(difference)));
        if (differences.isEmpty()) {
            out.println("every topic is as it should be");
        }
        return differences.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static Optional<HttpSchemaRegistry> registry(KafkaOptions kafka) {
        return kafka.registry().remote().map(HttpSchemaRegistry::new);
    }

    private static List<String> ask(
            KafkaConnection connection, Function<Admin, List<String>> question) {
        try (Admin admin = admin(connection)) {
            return question.apply(admin);
        } catch (RuntimeException e) {
            if (KafkaRefusal.isFinal(e)) {
                throw new Failure(KafkaRefusal.words(connection, e));
            }
            throw new Failure(
                    "cannot get an answer from Kafka at "
                            + connection.bootstrapServers()
                            + ", check the address and how it wants to be spoken to: "
                            + Failure.sentence(e));
        }
    }

    /** A broker that is not there shows in seconds, not after Kafka's usual minute. */
    private static Admin admin(KafkaConnection connection) {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.putIfAbsent("default.api.timeout.ms", "10000");
        properties.putIfAbsent("request.timeout.ms", "5000");
        return Admin.create(properties);
    }
}
