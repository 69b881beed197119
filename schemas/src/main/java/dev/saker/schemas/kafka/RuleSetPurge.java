// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.RuleSetHead;
import dev.saker.schemas.kafka.RuleSets.Version;
import dev.saker.schemas.kafka.RuleTimeline.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes versions that no event can need any more: they stopped holding longer ago than events are
 * kept, so neither a replay nor a restored checkpoint can come upon an event of their time.
 */
final class RuleSetPurge {
    private static final Logger LOG = LoggerFactory.getLogger(RuleSetPurge.class);

    /** Nobody keeps events for less; so the broker is not asked at each push how long it is. */
    private static final Duration SHORTEST = Duration.ofMinutes(10);

    private RuleSetPurge() {}

    /** What cannot be found out is kept: too many versions harm nobody. */
    static void run(
            KafkaConnection connection, RuleSetProducer producer, RuleSets sets, long nowMillis) {
        if (outdated(sets, nowMillis - SHORTEST.toMillis()).isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(connection.clientProperties())) {
            long retention = retentionMillis(admin);
            for (RuleSetHead head : outdated(sets, nowMillis - retention)) {
                producer.delete(head);
                LOG.info("event=rule_set_deleted version={}", head.version());
            }
        } catch (KafkaException | ExecutionException e) {
            LOG.info("event=rule_sets_kept reason=\"{}\"", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Versions that nothing later than this moment is judged by, and no earlier one either. */
    static List<RuleSetHead> outdated(RuleSets sets, long beforeMillis) {
        Set<Long> needed = new HashSet<>();
        needed.add(sets.newestVersion());
        keep(sets.live(), beforeMillis, needed);
        keep(sets.shadow(), beforeMillis, needed);
        return sets.versions().stream()
                .map(Version::head)
                .filter(head -> !needed.contains(head.version()))
                .filter(head -> head.pushedAt().toEpochMilli() < beforeMillis)
                .toList();
    }

    private static void keep(RuleTimeline timeline, long beforeMillis, Set<Long> needed) {
        List<Entry> entries = timeline.entries();
        for (int index = 0; index < entries.size(); index++) {
            boolean isLast = index + 1 == entries.size();
            if (isLast || millis(entries.get(index + 1)) > beforeMillis) {
                needed.add(entries.get(index).version());
            }
        }
    }

    private static long millis(Entry entry) {
        return TimeUnit.NANOSECONDS.toMillis(entry.fromNanos());
    }

    private static long retentionMillis(Admin admin)
            throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS_SYSCALL);
        ConfigEntry entry =
                admin.describeConfigs(List.of(topic)).all().get().entrySet().stream()
                        .map(Map.Entry::getValue)
                        .map(config -> config.get("retention.ms"))
                        .findFirst()
                        .orElse(null);
        long retention = entry == null ? -1 : Long.parseLong(entry.value());
        // -1 is for ever; half of the range is, and cannot overflow.
        return retention < 0 ? Long.MAX_VALUE / 2 : retention;
    }
}
