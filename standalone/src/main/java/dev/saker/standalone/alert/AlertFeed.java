// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.alert;

import dev.saker.jobs.alert.AlertRecords;
import dev.saker.jobs.alert.RecentIds;
import dev.saker.schemas.kafka.KafkaConnection;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints alerts as they come. It reads uncommitted, so that an alert is there in a moment and not
 * after the next checkpoint, and drops what comes again by alert id. An alert whose transaction is
 * aborted was still a match: the job restarts before it and sends it again.
 */
public final class AlertFeed {

    private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);

    /** Alerts of some minutes of a bad day. */
    private static final int REMEMBERED = 100_000;

    /** Without a single alert. */
    private static final Duration REST_LIMIT = Duration.ofSeconds(3);

    private final AlertForm form;
    private final PrintStream out;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecentIds recent = new RecentIds(REMEMBERED);
    private final Map<String, Long> byRule = new TreeMap<>();
    private final Map<String, Long> byPriority = new TreeMap<>();
    private final Thread thread;
    private volatile boolean stopping;

    public AlertFeed(KafkaConnection kafka, AlertForm form, PrintStream out) {
        this.form = form;
        this.out = out;
        this.consumer = consumer(kafka);
        this.thread = new Thread(this::run, "saker-alerts");
        this.thread.setDaemon(true);
    }

    /** From here on; alerts that were there before are not shown. */
    public void start() {
        List<TopicPartition> partitions =
                consumer.partitionsFor(form.topic()).stream()
                        .map(partition -> new TopicPartition(form.topic(), partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    /** Alerts printed so far, by rule. */
    public synchronized Map<String, Long> byRule() {
        return new TreeMap<>(byRule);
    }

    /** Alerts printed so far, by the number of their priority. */
    public synchronized Map<String, Long> byPriority() {
        return new TreeMap<>(byPriority);
    }

    /** Prints what is still there, then ends. */
    public void stop() throws InterruptedException {
        stopping = true;
        consumer.wakeup();
        thread.join();
    }

    private void run() {
        try (consumer) {
            while (!stopping) {
                printUntilWoken();
            }
            printRest();
        } catch (RuntimeException e) {
            LOG.error("alerts are no longer shown: {}", e.getMessage(), e);
        }
    }

    /** What the topic holds at this moment: nobody writes to it any more. */
    private void printRest() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long deadline = System.nanoTime() + REST_LIMIT.toNanos();
        while (isBehind(ends) && System.nanoTime() - deadline < 0) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
            print(records);
            if (!records.isEmpty()) {
                deadline = System.nanoTime() + REST_LIMIT.toNanos();
            }
        }
    }

    private boolean isBehind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private void printUntilWoken() {
        try {
            print(consumer.poll(Duration.ofSeconds(1)));
        } catch (WakeupException e) {
            LOG.debug("woken to end");
        }
    }

    private synchronized void print(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (recent.add(header(record, AlertRecords.ALERT_ID))) {
                out.println(form.line(record.value()));
                byRule.merge(header(record, AlertRecords.RULE), 1L, Long::sum);
                byPriority.merge(header(record, AlertRecords.PRIORITY), 1L, Long::sum);
            }
        }
        out.flush();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(KafkaConnection kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("isolation.level", "read_uncommitted");
        properties.put("fetch.max.wait.ms", "100");
        properties.put("enable.auto.commit", "false");
        properties.put("reconnect.backoff.max.ms", "500");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(properties, bytes, bytes);
    }
}
