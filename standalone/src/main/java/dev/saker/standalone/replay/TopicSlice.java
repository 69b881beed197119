// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.replay;

import dev.saker.schemas.kafka.KafkaConnection;
import dev.saker.schemas.kafka.KafkaRefusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A range of a topic as it is at a moment: the offsets to be read, the last one exclusive.
 * Partitions without any are left out.
 */
public record TopicSlice(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
    public long records() {
        return from.keySet().stream().mapToLong(partition -> length(partition)).sum();
    }

    private long length(TopicPartition partition) {
        return to.get(partition) - from.get(partition);
    }

    /** Partition and offsets of each part, for people. */
    public String text() {
        Map<Integer, String> parts = new TreeMap<>();
        from.forEach(
                (partition, first) ->
                        parts.put(
                                partition.partition(),
                                "%d:%d..%d"
                                        .formatted(
                                                partition.partition(),
                                                first,
                                                to.get(partition) - 1)));
        return String.join(" ", parts.values());
    }

    public static TopicSlice of(TopicRange range, KafkaConnection kafka) {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            List<TopicPartition> partitions = partitions(admin, range);
            Map<TopicPartition, Long> from = offsets(admin, partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> to = offsets(admin, partitions, OffsetSpec.latest());
            range.to()
                    .ifPresent(
                            time ->
                                    narrow(
                                            admin,
                                            to,
                                            to,
                                            OffsetSpec.forTimestamp(time.toEpochMilli())));
            range.from()
                    .ifPresent(
                            time ->
                                    narrow(
                                            admin,
                                            from,
                                            to,
                                            OffsetSpec.forTimestamp(time.toEpochMilli())));
            range.offsets().ifPresent(wanted -> narrow(wanted, from, to));
            return withoutEmpty(from, to);
        } catch (KafkaException e) {
            throw new KafkaException(
                    "cannot get an answer from Kafka at %s: %s"
                            .formatted(kafka.bootstrapServers(), KafkaRefusal.words(kafka, e)),
                    e);
        }
    }

    private static List<TopicPartition> partitions(Admin admin, TopicRange range) {
        try {
            return admin
                    .describeTopics(List.of(range.topic()))
                    .allTopicNames()
                    .get()
                    .get(range.topic())
                    .partitions()
                    .stream()
                    .map(info -> new TopicPartition(range.topic(), info.partition()))
                    .filter(
                            partition ->
                                    range.offsets()
                                            .map(o -> o.partition() == partition.partition())
                                            .orElse(true))
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new NoSuchElementException("there is no topic " + range.topic(), e);
            }
            throw known(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, List<TopicPartition> partitions, OffsetSpec spec) {
        return ask(admin, partitions, spec, ListOffsetsResultInfo::offset);
    }

    private static Map<TopicPartition, Long> ask(
            Admin admin,
            List<TopicPartition> partitions,
            OffsetSpec spec,
            ToLongFunction<ListOffsetsResultInfo> offset) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(partition -> partition, any -> spec));
        try {
            Map<TopicPartition, Long> answer = new HashMap<>();
            admin.listOffsets(question)
                    .all()
                    .get()
                    .forEach((partition, info) -> answer.put(partition, offset.applyAsLong(info)));
            return answer;
        } catch (ExecutionException e) {
            throw known(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Where nothing is that late, Kafka answers -1: the end then. */
    private static void narrow(
            Admin admin,
            Map<TopicPartition, Long> bound,
            Map<TopicPartition, Long> end,
            OffsetSpec time) {
        offsets(admin, List.copyOf(bound.keySet()), time)
                .forEach(
                        (partition, offset) ->
                                bound.put(partition, offset < 0 ? end.get(partition) : offset));
    }

    private static void narrow(
            TopicRange.Offsets wanted,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to) {
        from.replaceAll((partition, offset) -> Math.max(offset, wanted.first()));
        to.replaceAll(
                (partition, offset) ->
                        wanted.last().isPresent()
                                ? Math.min(offset, wanted.last().getAsLong() + 1)
                                : offset);
    }

    private static TopicSlice withoutEmpty(
            Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        from.keySet().removeIf(partition -> from.get(partition) >= to.get(partition));
        to.keySet().retainAll(from.keySet());
        return new TopicSlice(Map.copyOf(from), Map.copyOf(to));
    }

    private static KafkaException known(ExecutionException e) {
        return e.getCause() instanceof KafkaException known
                ? known
                : new KafkaException("cannot ask Kafka for offsets", e.getCause());
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted while asking Kafka for offsets", e);
    }
}
