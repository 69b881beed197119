// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.delivery;

import dev.saker.bench.ProcessUsage;
import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * Alerts through routing to a local HTTP receiver: first as fast as they go, then 10,000 of them
 * while the receiver is away for a minute. The job has a process of its own, on one core; broker
 * and receiver are in this one. Fails when an alert is missing or out of order.
 *
 * <p>Arguments: alerts of the first part, seconds of the outage; 200000 and 60 unless given.
 */
public final class DeliveryRate implements AutoCloseable {

    private static final int KEYS = 64;
    private static final int OUTAGE_ALERTS = 10_000;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final AlertCounter receiver = new AlertCounter(KEYS);
    private final Path directory;
    private final EmbeddedKafka broker;
    private final NumberedAlerts alerts;
    private final Process job;
    private volatile long heapMebibytes;

    private DeliveryRate(Path directory, int count) throws Exception {
        this.directory = directory;
        this.broker = new EmbeddedKafka(directory.resolve("kafka"), 0);
        broker.start();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            Topics.create(admin, TopicOptions.defaults());
        }
        this.alerts = new NumberedAlerts(broker.bootstrap(), KEYS);
        alerts.write(count);
        this.job = startJob();
    }

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        Path directory = Files.createTempDirectory("saker-delivery-rate");
        try (DeliveryRate bench = new DeliveryRate(directory, count)) {
            bench.measureRate(count);
            bench.measureOutage(count, Duration.ofSeconds(seconds));
        }
        System.exit(0); // the broker leaves threads behind
    }

    /** Over the second half, when Java has compiled what it will. */
    private void measureRate(int count) throws Exception {
        await(count / 2);
        int before = receiver.arrived();
        ProcessUsage start = usage();
        long startNanos = System.nanoTime();
        await(count);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double processorSeconds = usage().cpu().minus(start.cpu()).toMillis() / 1e3;
        int measured = count - before;
        System.out.printf(
                "%d alerts in order per key (%d keys), %d repeated: %.0f alerts/s,"
                        + " %.1f us of processor time each (%.0f alerts/s on a core of its own),"
                        + " %d MiB resident%n",
                count,
                KEYS,
                receiver.repeated(),
                measured / seconds,
                processorSeconds / measured * 1e6,
                measured / processorSeconds,
                usage().residentKib() / 1024);
    }

    private void measureOutage(int sent, Duration outage) throws Exception {
        say("before the outage");
        receiver.goDown();
        int parts = 20;
        for (int part = 0; part < parts; part++) {
            alerts.write(OUTAGE_ALERTS / parts);
            TimeUnit.MILLISECONDS.sleep(outage.toMillis() / parts);
        }
        say("after " + outage.toSeconds() + " s without receiver");
        receiver.comeBack();
        long back = System.nanoTime();
        await(sent + OUTAGE_ALERTS);
        System.out.printf(
                "%d alerts of %d s without receiver: all there %.1f s after its return,"
                        + " in order per key, %d repeated%n",
                OUTAGE_ALERTS,
                outage.toSeconds(),
                (System.nanoTime() - back) / 1e9,
                receiver.repeated());
        TimeUnit.SECONDS.sleep(12); // until it has said its heap again
        say("after the return");
    }

    private void say(String when) throws IOException {
        System.out.printf(
                "%s: %d MiB resident, %d MiB of heap in use%n",
                when, usage().residentKib() / 1024, heapMebibytes);
    }

    private void await(int count) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (receiver.arrived() < count) {
            if (receiver.outOfOrder() > 0 || System.nanoTime() > deadline || !job.isAlive()) {
                throw new IllegalStateException(
                        "%d of %d arrived, %d out of order, job %s, see %s"
                                .formatted(
                                        receiver.arrived(),
                                        count,
                                        receiver.outOfOrder(),
                                        job.isAlive() ? "running" : "dead",
                                        directory.resolve("job.log")));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private ProcessUsage usage() throws IOException {
        return ProcessUsage.of(job.pid());
    }

    private Process startJob() throws IOException {
        Path sinks =
                Files.writeString(
                        directory.resolve("sinks.yaml"),
                        """
                        sinks:
                          receiver: {http: {url: "%s"}, in_flight: 8}
                        routes:
                          - {to: [receiver], priority: notice, rules: ["Rule *"], sources: [syscall]}
                        """
                                .formatted(receiver.url()));
        Process process =
                new ProcessBuilder(
                                "taskset",
                                "-c",
                                "0",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC", // as Java chooses on one core
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DeliveryProcess.class.getName(),
                                broker.bootstrap(),
                                sinks.toString())
                        .redirectError(directory.resolve("job.log").toFile())
                        .start();
        Thread reader = new Thread(() -> follow(process), "job");
        reader.setDaemon(true);
        reader.start();
        return process;
    }

    private void follow(Process process) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("heap ")) {
                    heapMebibytes = Long.parseLong(line.substring("heap ".length()));
                }
            }
        } catch (IOException e) {
            heapMebibytes = 0; // the job has gone, and its pipe with it
        }
    }

    @Override
    public void close() {
        job.destroyForcibly().onExit().join();
        alerts.close();
        receiver.close();
        broker.close();
    }
}
