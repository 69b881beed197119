// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** What benchmarks of the collector share: a broker in this process and the collector beside it. */
final class CollectorBench {
    private CollectorBench() {}

    /** What is done while the collector runs; it is stopped afterwards. */
    interface Work {
        void run(CollectorProcess collector, Path directory) throws Exception;
    }

    /** Runs the work and hands the topic over, before all of it is removed. */
    static void run(Path script, Work work, EventTopic.Reading reading) throws Exception {
        run(script, "", work, reading);
    }

    /**
     * @param more keys of the collector's configuration
     */
    static void run(Path script, String more, Work work, EventTopic.Reading reading)
            throws Exception {
        Path directory = Files.createTempDirectory("saker-bench");
        try (EmbeddedKafka broker = new EmbeddedKafka(directory.resolve("kafka"), 0)) {
            broker.start();
            KafkaConnection connection = KafkaConnection.plaintext(broker.bootstrap());
            try (Admin admin = Admin.create(connection.clientProperties())) {
                Topics.create(admin, TopicOptions.defaults());
                try (CollectorProcess collector =
                        new CollectorProcess(script, directory, broker.bootstrap(), more)) {
                    collector.awaitStarted();
                    work.run(collector, directory);
                    collector.stop();
                }
                reading.read(new EventTopic(admin, connection));
            }
        } finally {
            remove(directory);
        }
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
