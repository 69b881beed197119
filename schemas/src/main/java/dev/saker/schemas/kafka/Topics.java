// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Our topics: their names, how they should be, and how to make and check them. */
public final class Topics {
    public static final String EVENTS_SYSCALL = "saker.events.syscall";
    public static final String EVENTS_DLQ = "saker.events.dlq";
    public static final String EVENTS_LATE = "saker.events.late";
    public static final String ALERTS = "saker.alerts";
    public static final String ALERTS_JSON = "saker.alerts.json";
    public static final String ALERTS_SHADOW = "saker.alerts.shadow";
    public static final String ALERTS_DLQ = "saker.alerts.dlq";
    public static final String ALERTS_REPLAY = "saker.alerts.replay";
    public static final String RULES = "saker.rules";
    public static final String COLLECTORS = "saker.collectors";
    public static final String JOBS = "saker.jobs";

    private static final String RETENTION = "retention.ms";
    private static final String CLEANUP = "cleanup.policy";
    private static final String TIMESTAMPS = "message.timestamp.type";

    private Topics() {}

    /** How our topics should be. */
    public static List<TopicSpec> specs(TopicOptions options) {
        Map<String, String> events = logOf(options.eventRetention());
        Map<String, String> alerts = logOf(options.alertRetention());
        int partitions = options.alertPartitions();
        return List.of(
                new TopicSpec(EVENTS_SYSCALL, options.eventPartitions(), events),
                new TopicSpec(EVENTS_DLQ, 1, events),
                new TopicSpec(EVENTS_LATE, 1, events),
                new TopicSpec(ALERTS, partitions, alerts),
                new TopicSpec(ALERTS_JSON, partitions, alerts),
                new TopicSpec(ALERTS_SHADOW, partitions, alerts),
                new TopicSpec(ALERTS_DLQ, 1, alerts),
                new TopicSpec(ALERTS_REPLAY, 1, alerts),
                // One partition: a feed reads it to its end, and the head must come after the
                // chunks.
                new TopicSpec(RULES, 1, newestByKey()),
                new TopicSpec(COLLECTORS, 1, newestByKey()),
                new TopicSpec(JOBS, 1, newestByKey()));
    }

    /** Makes the topics that are not there, leaves the others alone, answers what it made. */
    public static List<String> create(Admin admin, TopicOptions options) {
        Set<String> existing = ask(() -> admin.listTopics().names().get());
        List<NewTopic> missing =
                specs(options).stream()
                        .filter(spec -> !existing.contains(spec.name()))
                        .map(spec -> newTopic(spec, options))
                        .toList();
        List<String> created = new ArrayList<>();
        admin.createTopics(missing)
                .values()
                .forEach(
                        (name, outcome) -> {
                            if (ask(() -> madeBy(outcome::get))) {
                                created.add(name);
                            }
                        });
        return created.stream().sorted().toList();
    }

    /** In words, what is not as it should be and how to mend it; empty when all is well. */
    public static List<String> check(Admin admin, TopicOptions options) {
        List<TopicSpec> specs = specs(options);
        Set<String> existing = ask(() -> admin.listTopics().names().get());
        List<String> present =
                specs.stream().map(TopicSpec::name).filter(existing::contains).toList();
        Map<String, TopicDescription> descriptions =
                ask(() -> admin.describeTopics(present).allTopicNames().get());
        Map<String, Config> configs = configs(admin, present);
        List<String> differences = new ArrayList<>();
        for (TopicSpec spec : specs) {
            if (!descriptions.containsKey(spec.name())) {
                differences.add("topic " + spec.name() + " is missing: saker topics create");
            } else {
                comparePartitions(spec, descriptions.get(spec.name()), differences);
                compareConfig(spec, configs.get(spec.name()), differences);
            }
        }
        return differences;
    }

    /** With the broker's time too: when a set holds and who is alive is reckoned by one clock. */
    private static Map<String, String> newestByKey() {
        return Map.of(CLEANUP, "compact", TIMESTAMPS, "LogAppendTime");
    }

    private static Map<String, String> logOf(Duration retention) {
        // LogAppendTime: a node with a wrong clock must not make the broker refuse or expire
        // records.
        return Map.of(
                CLEANUP, "delete",
                TIMESTAMPS, "LogAppendTime",
                RETENTION, Long.toString(retention.toMillis()));
    }

    private static NewTopic newTopic(TopicSpec spec, TopicOptions options) {
        Optional<Short> replication =
                options.replication() == 0
                        ? Optional.empty()
                        : Optional.of((short) options.replication());
        return new NewTopic(spec.name(), Optional.of(spec.partitions()), replication)
                .configs(spec.config());
    }

    /** False when somebody else made the topic in the meantime. */
    private static boolean madeBy(Answer<Void> outcome) throws Exception {
        try {
            outcome.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private static Map<String, Config> configs(Admin admin, Collection<String> names) {
        Map<String, ConfigResource> resources =
                names.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        name ->
                                                new ConfigResource(
                                                        ConfigResource.Type.TOPIC, name)));
        Map<ConfigResource, Config> answers =
                ask(() -> admin.describeConfigs(resources.values()).all().get());
        return resources.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, entry -> answers.get(entry.getValue())));
    }

    private static void comparePartitions(
            TopicSpec spec, TopicDescription description, List<String> differences) {
        int partitions = description.partitions().size();
        if (partitions != spec.partitions()) {
            differences.add(
                    "topic %s has %d partitions, not %d: partition counts are fixed at creation"
                            .formatted(spec.name(), partitions, spec.partitions()));
        }
    }

    private static void compareConfig(TopicSpec spec, Config config, List<String> differences) {
        new TreeMap<>(spec.config())
                .forEach(
                        (key, wanted) -> {
                            ConfigEntry entry = config.get(key);
                            String found = entry == null ? "nothing" : entry.value();
                            if (!wanted.equals(found)) {
                                differences.add(
                                        "topic %s has %s=%s, not %s"
                                                .formatted(spec.name(), key, found, wanted));
                            }
                        });
    }

    /** A question to the cluster; what went wrong comes out as Kafka's own exception. */
    private static <T> T ask(Answer<T> question) {
        try {
            return question.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException("cannot ask Kafka about topics", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking Kafka about topics", e);
        } catch (Exception e) {
            throw new KafkaException("cannot ask Kafka about topics", e);
        }
    }

    private interface Answer<T> {
        T get() throws Exception;
    }
}
