// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.MalformedEventException;
import dev.saker.schemas.RuleSetActivation;
import dev.saker.schemas.RuleSetChunk;
import dev.saker.schemas.RuleSetCodec;
import dev.saker.schemas.RuleSetHead;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.kafka.RuleSets.Version;
import dev.saker.schemas.kafka.RuleTimeline.Entry;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.UnknownSchemaException;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the records of the rules topic come to, taken in their order. Everybody who reads the same
 * records comes to the same; that holds for what is void too.
 */
final class RuleSetLog {
    static final String HEAD = "head";

    private static final Logger LOG = LoggerFactory.getLogger(RuleSetLog.class);
    private static final Pattern ACTIVATION_KEY = Pattern.compile("(\\d{1,18})/activation");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final SchemaRegistry registry;
    private final NavigableMap<Position, byte[]> chunks = new TreeMap<>();
    private final Map<Long, Version> versions = new HashMap<>();
    private RuleTimeline live = RuleTimeline.empty();
    private RuleTimeline shadow = RuleTimeline.empty();
    private Optional<RuleSetHead> newest = Optional.empty();
    private Optional<String> problem = Optional.empty();

    RuleSetLog(SchemaRegistry registry) {
        this.registry = registry;
    }

    static String keyOfChunk(long version, int chunk) {
        return version + "/" + chunk;
    }

    static String keyOfHead(long version) {
        return version + "/head";
    }

    static String keyOfActivation(long version) {
        return version + "/activation";
    }

    /** A record that is none of ours is left out; whether it was needed shows at the end. */
    void add(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            forget(record.key());
            return;
        }
        try {
            decode(record);
        } catch (MalformedEventException | UnknownSchemaException e) {
            LOG.warn(
                    "rules_record_undecodable position={}@{}@{} reason=\"{}\"",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    RuleSets ruleSets() {
        return new RuleSets(versions, timeline(), shadow, newest);
    }

    /** Why the newest version cannot be had, if it cannot. */
    Optional<String> problem() {
        return problem;
    }

    /** A set pushed before there were activations holds until there is one. */
    private RuleTimeline timeline() {
        if (!live.entries().isEmpty() || newest.isEmpty()) {
            return live;
        }
        RuleSetHead head = newest.get();
        return versions.containsKey(head.version())
                ? live.with(new Entry(RuleTimeline.ALWAYS, head.version(), head.sha256()))
                : live;
    }

    private void decode(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        Schema schema = registry.byId(WireFormat.schemaId(value));
        int start = WireFormat.HEADER_LENGTH;
        int length = value.length - start;
        String name = schema.getFullName();
        if (name.equals(Schemas.RULE_SET_HEAD.getFullName())) {
            head(RuleSetCodec.decodeHead(value, start, length));
        } else if (name.equals(Schemas.RULE_SET_CHUNK.getFullName())) {
            RuleSetChunk chunk = RuleSetCodec.decodeChunk(value, start, length);
            chunks.put(new Position(chunk.version(), chunk.chunk()), chunk.content());
        } else if (name.equals(Schemas.RULE_SET_ACTIVATION.getFullName())) {
            activation(RuleSetCodec.decodeActivation(value, start, length), record.timestamp());
        } else {
            throw new MalformedEventException("a record of the rules topic is no " + name, 0);
        }
    }

    /** Comes behind its chunks, twice: under its version, and as the newest of all. */
    private void head(RuleSetHead head) {
        newest = Optional.of(head);
        Version known = versions.get(head.version());
        if (known != null && known.head().sha256().equals(head.sha256())) {
            return;
        }
        problem = Optional.empty();
        assemble(head)
                .ifPresent(
                        files ->
                                versions.put(
                                        head.version(),
                                        new Version(head, Optional.empty(), files)));
        chunks.headMap(new Position(head.version() + 1, 0)).clear();
    }

    private Optional<StoredFiles> assemble(RuleSetHead head) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int chunk = 0; chunk < head.chunks(); chunk++) {
            byte[] part = chunks.get(new Position(head.version(), chunk));
            if (part == null) {
                return unusable(
                        "rule set %d is incomplete: chunk %d of %d is missing; push it again"
                                .formatted(head.version(), chunk, head.chunks()));
            }
            content.writeBytes(part);
        }
        byte[] bytes = content.toByteArray();
        if (!RuleSetHash.of(bytes).equals(head.sha256())) {
            return unusable(
                    "rule set %d does not have the hash its head names; push it again"
                            .formatted(head.version()));
        }
        try {
            StoredFiles files = StoredFiles.of(bytes);
            files.read();
            return Optional.of(files);
        } catch (MalformedEventException e) {
            return unusable(
                    "rule set %d is no list of files (%s); push it again"
                            .formatted(head.version(), e.getMessage()));
        }
    }

    private Optional<StoredFiles> unusable(String reason) {
        problem = Optional.of(reason);
        LOG.warn("rule_set_unusable reason=\"{}\"", reason);
        return Optional.empty();
    }

    private void activation(RuleSetActivation activation, long appendMillis) {
        long earliest = appendMillis + RuleSetTiming.NOTICE.toMillis();
        if (!activation.beginsAnew() && activation.fromNanos() < earliest * NANOS_PER_MILLI) {
            LOG.debug(
                    "rule_set_activation_void version={} reason=\"it came too late to be heeded by all\"",
                    activation.version());
            return;
        }
        Version version = versions.get(activation.version());
        boolean known = version != null && version.head().sha256().equals(activation.sha256());
        if (!known) {
            LOG.warn(
                    "rule_set_activation_void version={} reason=\"its rule set is not there\"",
                    activation.version());
            return;
        }
        versions.put(
                activation.version(),
                new Version(version.head(), Optional.of(activation), version.files()));
        enter(activation);
    }

    private void enter(RuleSetActivation activation) {
        Entry entry = new Entry(activation.fromNanos(), activation.version(), activation.sha256());
        if (activation.beginsAnew()) {
            live = RuleTimeline.empty();
            shadow = RuleTimeline.empty();
        }
        if (activation.shadow()) {
            shadow = shadow.with(entry);
        } else {
            live = live.with(entry);
        }
    }

    /** A version that nobody can need any more has been deleted, all its records. */
    private void forget(String key) {
        Matcher activation = ACTIVATION_KEY.matcher(key == null ? "" : key);
        if (activation.matches()) {
            long version = Long.parseLong(activation.group(1));
            versions.remove(version);
            live = live.without(version);
            shadow = shadow.without(version);
        }
    }

    private record Position(long version, int chunk) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            int byVersion = Long.compare(version, other.version);
            return byVersion != 0 ? byVersion : Integer.compare(chunk, other.chunk);
        }
    }
}
