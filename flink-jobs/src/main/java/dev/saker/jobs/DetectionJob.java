// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.jobs.DetectionJobConfig.StateBackend;
import dev.saker.jobs.alert.OutgoingRecord;
import dev.saker.jobs.alert.OutgoingSerializer;
import dev.saker.jobs.event.EventRecord;
import dev.saker.jobs.event.EventTimestamps;
import dev.saker.jobs.match.PushedRules;
import dev.saker.jobs.source.EventSource;
import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.YamlConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Detection as a Flink job: events → match → alerts, and markers → gaps → alerts, all written in
 * one transaction. The graph does not change with the rules.
 */
public final class DetectionJob {

    public static final String NAME = "saker-detection";

    /**
     * What Flink adds to a record's way between two vertices at low rates. Each of some thirty
     * edges has a thread that wakes as often, whatever there is to do.
     */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(20);

    private final DetectionJobConfig config;

    public DetectionJob(DetectionJobConfig config) {
        this.config = config;
    }

    public static void main(String[] arguments) throws Exception {
        boolean named = arguments.length == 2 && arguments[0].equals("--config");
        if (!named && arguments.length != 1) {
            System.err.println("usage: flink run saker-detection.jar --config FILE");
            System.exit(2);
        }
        Path file = Path.of(arguments[arguments.length - 1]);
        DetectionJobConfig config = YamlConfig.read(file, DetectionJobConfig.class);
        if (config.alertsFrom().isAfter(Instant.now())) {
            throw new ConfigException(
                    file + ": alerts_from has not come yet: nothing would be told until then");
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        new DetectionJob(config).addTo(environment);
        environment.execute(NAME);
    }

    /** Builds the topology: nothing runs yet, nothing is connected to. */
    public void addTo(StreamExecutionEnvironment environment) {
        environment.configure(settings());
        environment.setParallelism(config.parallelism());
        DetectionJobConfig resolved = config.resolved();

        DataStreamSource<EventRecord> events =
                environment.fromSource(
                        new EventSource(resolved),
                        new EventTimestamps(),
                        "events",
                        TypeInformation.of(EventRecord.class));
        new DetectionGraph(
                        config.topics(),
                        config.registry(),
                        config.matching().mode(),
                        new PushedRules(resolved),
                        config.syscallEventDrops(),
                        false)
                .behind(events.uid("events"))
                .sinkTo(sink())
                .name("alerts")
                .uid("alerts");
    }

    private Configuration settings() {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, NAME);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpoints().interval());
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, config.checkpoints().timeout());
        settings.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        // A job that is cancelled can be gone on with; without this, all would be judged again.
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        if (config.stateBackend() != StateBackend.CLUSTER) {
            settings.set(
                    StateBackendOptions.STATE_BACKEND,
                    config.stateBackend().name().toLowerCase(Locale.ROOT));
        }
        return settings;
    }

    private KafkaSink<OutgoingRecord> sink() {
        Properties properties = new Properties();
        // One request for the alerts of a burst, where each would be one of its own.
        properties.setProperty("linger.ms", "5");
        properties.putAll(config.kafka().clientProperties());
        properties.setProperty(
                "transaction.timeout.ms",
                Long.toString(config.transactions().timeout().toMillis()));
        return KafkaSink.<OutgoingRecord>builder()
                .setKafkaProducerConfig(properties)
                .setRecordSerializer(
                        new OutgoingSerializer(
                                config.topics().alerts(),
                                config.topics().alertsJson(),
                                config.topics().alertsShadow(),
                                config.topics().undecodable(),
                                config.topics().late()))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(config.transactions().prefix())
                // Few ids used again, where the other way takes a new one at every checkpoint:
                // brokers remember each for a week, and a new one costs alerts a round trip.
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .build();
    }
}
