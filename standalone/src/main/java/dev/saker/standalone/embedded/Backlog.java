// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.Topics;
import dev.saker.standalone.dlq.TopicScan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the sinks' consumer groups are behind the alerts. */
final class Backlog {

    private static final List<String> READ = List.of(Topics.ALERTS, Topics.ALERTS_REPLAY);

    private final KafkaConnection kafka;

    Backlog(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /** Lets a group that has no position yet begin with the next alert: older ones are not news. */
    void beginWithTheNext(String group) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            if (positions(admin, group).isEmpty()) {
                Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
                ends(admin).forEach((partition, end) -> ends.put(partition, at(end)));
                admin.alterConsumerGroupOffsets(group, ends).all().get();
            }
        }
    }

    /** Alerts behind the position of a group, those with it that its sink does not take. */
    long of(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> positions;
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            positions = positions(admin, group);
            if (ends(admin).equals(positions)) {
                return 0;
            }
        }
        long[] count = {0};
        for (String topic : READ) {
            new TopicScan(kafka, topic).read(positions, record -> count[0]++);
        }
        return count[0];
    }

    private static OffsetAndMetadata at(long offset) {
        return new OffsetAndMetadata(offset);
    }

    private static Map<TopicPartition, Long> positions(Admin admin, String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> positions = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, position) -> positions.put(partition, position.offset()));
        return positions;
    }

    private static Map<TopicPartition, Long> ends(Admin admin)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        admin.describeTopics(READ)
                .allTopicNames()
                .get()
                .forEach(
                        (topic, description) ->
                                description
                                        .partitions()
                                        .forEach(
                                                partition ->
                                                        wanted.put(
                                                                new TopicPartition(
                                                                        topic,
                                                                        partition.partition()),
                                                                OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (var end : admin.listOffsets(wanted).all().get().entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }
}
