// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.delivery;

import dev.saker.jobs.DeliveryJob;
import dev.saker.jobs.DeliveryJobConfig;
import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.sinks.route.RoutesText;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The delivery job in a Flink of its own and in a process of its own, so that what it costs can be
 * told from what the broker and the receiver cost. Says how much heap is in use now and then.
 *
 * <p>Arguments: the broker's address and the file of sinks.
 */
public final class DeliveryProcess {

    private static final long HEAP_INTERVAL_MILLIS = 10_000;
    private static final int MEBIBYTE = 1 << 20;

    private DeliveryProcess() {}

    public static void main(String[] arguments) throws Exception {
        RoutesText routes = RoutesText.read(Path.of(arguments[1]));
        DeliveryJobConfig config =
                DeliveryJobConfig.embedded(
                        KafkaConnection.plaintext(arguments[0]),
                        routes.name(),
                        Duration.ofSeconds(10));
        Thread heap = new Thread(DeliveryProcess::sayHeap, "heap");
        heap.setDaemon(true);
        heap.start();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        new DeliveryJob(config, routes).addTo(environment);
        environment.execute(DeliveryJob.NAME);
    }

    private static void sayHeap() {
        try {
            while (true) {
                Thread.sleep(HEAP_INTERVAL_MILLIS);
                System.gc(); // what is in use, not what has not been collected
                Runtime runtime = Runtime.getRuntime();
                System.out.println(
                        "heap " + (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
