// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.alert.OutgoingSerializer;
import dev.saker.jobs.delivery.DeliverySource;
import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.sinks.route.RoutesText;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Delivery as a Flink job: for each sink a source that reads the alerts and delivers those routed
 * to it, and behind it the dead letter topic for those it could not. The sinks share nothing but
 * the job: no sink's receiver holds up another's alerts or anybody's checkpoint.
 */
public final class DeliveryJob {

    public static final String NAME = "saker-delivery";

    private final DeliveryJobConfig config;
    private final RoutesText routes;

    public DeliveryJob(DeliveryJobConfig config, RoutesText routes) {
        this.config = config;
        this.routes = routes;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            System.err.println(
                    "usage: flink run -c dev.saker.jobs.DeliveryJob saker-detection.jar --config FILE");
            System.exit(2);
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            ofFile(Path.of(arguments[1])).addTo(environment);
        } catch (ConfigException e) {
            e.problems().forEach(System.err::println);
            System.exit(2);
        }
        environment.execute(NAME);
    }

    /** Throws {@link ConfigException} with every problem of the file or of that of the sinks. */
    static DeliveryJob ofFile(Path file) {
        DeliveryJobConfig config = YamlConfig.read(file, DeliveryJobConfig.class);
        Path sinks = file.toAbsolutePath().resolveSibling(config.sinksFile());
        return new DeliveryJob(config, RoutesText.read(sinks));
    }

    /** Builds the topology: nothing runs yet, nothing is connected to, no secret is looked up. */
    public void addTo(StreamExecutionEnvironment environment) {
        environment.configure(settings());
        environment.setParallelism(1);
        routes.parse().sinks().keySet().forEach(sink -> add(environment, sink));
    }

    private void add(StreamExecutionEnvironment environment, String sink) {
        environment
                .fromSource(
                        new DeliverySource(config.resolved(), routes, sink),
                        WatermarkStrategy.noWatermarks(),
                        "deliver to " + sink,
                        TypeInformation.of(OutgoingRecord.class))
                .uid("deliver-" + sink)
                .sinkTo(deadLetters())
                .name("dead letters of " + sink)
                .uid("dead-letters-" + sink);
    }

    /** Whatever is sent before a checkpoint is in Kafka when the checkpoint is complete. */
    private KafkaSink<OutgoingRecord> deadLetters() {
        Properties properties = new Properties();
        properties.putAll(config.kafka().clientProperties());
        properties.setProperty("acks", "all");
        return KafkaSink.<OutgoingRecord>builder()
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(new OutgoingSerializer(config.topics().deadLetters()))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build();
    }

    private Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, NAME);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpoints().interval());
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, config.checkpoints().timeout());
        settings.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.AT_LEAST_ONCE);
        return settings;
    }
}
