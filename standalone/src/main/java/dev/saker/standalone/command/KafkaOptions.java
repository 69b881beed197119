// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.jobs.event.RegistryAddress;
import dev.saker.schemas.config.Default;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.TopicOptions;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which Kafka a command speaks to: an address, or a file for one that wants TLS or a password. */
final class KafkaOptions {

    /** The file: {@code kafka:}, {@code registry:} and {@code topics:}. */
    record File(
            KafkaConnection kafka,
            @Default(RegistryAddress.LOCAL) RegistryAddress registry,
            TopicOptions topics) {}

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Choice choice;

    private static final class Choice {
        @Option(
                names = "--kafka",
                paramLabel = "HOST:PORT",
                description = "A broker without TLS or login.")
        private String bootstrap;

        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description =
                        "YAML file with kafka:, registry: and topics:, see docs/detection.md.")
        private Path file;
    }

    KafkaConnection connection() {
        return choice.file == null ? KafkaConnection.plaintext(choice.bootstrap) : file().kafka();
    }

    TopicOptions topics() {
        return choice.file == null ? TopicOptions.defaults() : file().topics();
    }

    RegistryAddress registry() {
        return choice.file == null ? new RegistryAddress(RegistryAddress.LOCAL) : file().registry();
    }

    private File file() {
        return YamlConfig.read(choice.file, File.class);
    }
}
