// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.example;

// docs: begin
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints each alert once. */
public final class PrintAlerts {
    public static void main(String[] args) {
        new PrintAlerts().run(args[0], System.out::println);
    }

    void run(String bootstrapServers, Consumer<String> printer) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", "print-alerts",
                        "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed");
        StringDeserializer text = new StringDeserializer();
        Set<String> seen = new HashSet<>();
        try (var consumer = new KafkaConsumer<>(settings, text, text)) {
            consumer.subscribe(List.of("saker.alerts.json"));
            while (true) {
                for (var alert : consumer.poll(Duration.ofMillis(500))) {
                    byte[] id = alert.headers().lastHeader("alert_id").value();
                    if (seen.add(new String(id, StandardCharsets.UTF_8))) {
                        printer.accept(alert.value());
                    }
                }
            }
        }
    }
}
// docs: end
