// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * The collector alone in its own process, publishing everything while a program opens and closes
 * files at a rate: what it takes of a core and of memory, what an event weighs in Kafka, and
 * whether its books balance.
 *
 * <p>Arguments: the path of the saker script, events per second (0: as many as there can be),
 * seconds.
 */
public final class CollectorLoad {
    private static final Duration WARM_UP = Duration.ofSeconds(20); // until the JIT has settled
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final PrintStream out = System.out;
    private final Path directory;
    private final Path script;
    private final long eventsPerSecond;
    private final Duration time;

    private CollectorLoad(Path directory, Path script, long eventsPerSecond, Duration time) {
        this.directory = directory;
        this.script = script;
        this.eventsPerSecond = eventsPerSecond;
        this.time = time;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("usage: CollectorLoad SCRIPT EVENTS_PER_SECOND SECONDS");
            System.exit(2);
        }
        new CollectorLoad(
                        Files.createTempDirectory("saker-load"),
                        Path.of(arguments[0]),
                        Long.parseLong(arguments[1]),
                        Duration.ofSeconds(Long.parseLong(arguments[2])))
                .run();
    }

    private void run() throws Exception {
        try (EmbeddedKafka broker = new EmbeddedKafka(directory.resolve("kafka"), 0)) {
            broker.start();
            KafkaConnection connection = KafkaConnection.plaintext(broker.bootstrap());
            try (Admin admin = Admin.create(connection.clientProperties())) {
                Topics.create(admin, TopicOptions.defaults());
                Process collector = startCollector(broker.bootstrap());
                try {
                    load(WARM_UP);
                    measure(collector);
                    stop(collector);
                } finally {
                    collector.destroyForcibly();
                }
                EventTopicSize.read(admin, connection).print(out);
            }
        }
    }

    private void measure(Process collector) throws IOException, InterruptedException {
        ProcessUsage before = ProcessUsage.of(collector.pid());
        long start = System.nanoTime();
        long made = load(time);
        long elapsed = System.nanoTime() - start;
        ProcessUsage after = ProcessUsage.of(collector.pid());
        double share = (double) after.cpu().minus(before.cpu()).toNanos() / elapsed;
        out.printf("events made            %,14d  (%,.0f/s)%n", made, made * 1e9 / elapsed);
        out.printf("share of a core        %14.1f %%%n", share * 100);
        out.printf("resident memory        %,14d KiB%n", after.residentKib());
        out.printf("  without ring pages   %,14d KiB%n", after.withoutRingsKib());
    }

    private long load(Duration length) throws IOException, InterruptedException {
        try (OpenCloseLoad load = OpenCloseLoad.start(directory, eventsPerSecond, length)) {
            return load.awaitEvents();
        }
    }

    private Process startCollector(String bootstrap) throws IOException {
        Path configuration = directory.resolve("collector.yaml");
        Files.writeString(
                configuration,
                """
                node: bench
                kafka:
                  bootstrap_servers: %s
                admin:
                  port: 0
                """
                        .formatted(bootstrap));
        return new ProcessBuilder(
                        List.of(
                                script.toString(),
                                "collector",
                                "--config",
                                configuration.toString()))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void stop(Process collector) throws InterruptedException {
        collector.destroy();
        if (!collector.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the collector did not end within " + STOP_LIMIT);
        }
    }
}
