// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.MalformedEventException;
import dev.saker.schemas.RuleSetChunk;
import dev.saker.schemas.RuleSetCodec;
import dev.saker.schemas.RuleSetHead;
import dev.saker.schemas.Schemas;
import dev.saker.schemas.WireFormat;
import dev.saker.schemas.registry.SchemaRegistry;
import dev.saker.schemas.registry.UnknownSchemaException;
import java.io.ByteArrayOutputStream;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the rule set in force together from the records of its topic, taken in their order. */
final class RuleSetAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(RuleSetAssembly.class);

    private final SchemaRegistry registry;
    private final NavigableMap<Position, byte[]> chunks = new TreeMap<>();
    private Optional<RuleSetHead> head = Optional.empty();

    RuleSetAssembly(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** A record that is none of ours is left out; whether it was needed shows at the end. */
    void add(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            return; // the key was deleted
        }
        try {
            decode(record.value());
        } catch (MalformedEventException | UnknownSchemaException e) {
            LOG.warn(
                    "rules_record_undecodable position={}@{}@{} reason=\"{}\"",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    /** Of the head; 0 when there is none. */
    long version() {
        return head.map(RuleSetHead::version).orElse(0L);
    }

    Optional<PublishedRuleSet> ruleSet() {
        return head.map(this::assemble);
    }

    private void decode(byte[] value) {
        Schema schema = registry.byId(WireFormat.schemaId(value));
        int start = WireFormat.HEADER_LENGTH;
        int length = value.length - start;
        if (schema.getFullName().equals(Schemas.RULE_SET_HEAD.getFullName())) {
            head = Optional.of(RuleSetCodec.decodeHead(value, start, length));
            // A topic not compacted yet holds every version ever pushed.
            chunks.headMap(new Position(head.get().version(), 0)).clear();
        } else if (schema.getFullName().equals(Schemas.RULE_SET_CHUNK.getFullName())) {
            RuleSetChunk chunk = RuleSetCodec.decodeChunk(value, start, length);
            chunks.put(new Position(chunk.version(), chunk.chunk()), chunk.content());
        } else {
            throw new MalformedEventException(
                    "a record of the rules topic is no " + schema.getFullName(), 0);
        }
    }

    private PublishedRuleSet assemble(RuleSetHead head) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int chunk = 0; chunk < head.chunks(); chunk++) {
            byte[] part = chunks.get(new Position(head.version(), chunk));
            if (part == null) {
                throw new RuleSetException(
                        "rule set %d is incomplete: chunk %d of %d is missing; push it again"
                                .formatted(head.version(), chunk, head.chunks()));
            }
            content.writeBytes(part);
        }
        byte[] bytes = content.toByteArray();
        if (!RuleSetHash.of(bytes).equals(head.sha256())) {
            throw new RuleSetException(
                    "rule set %d does not have the hash its head names; push it again"
                            .formatted(head.version()));
        }
        return new PublishedRuleSet(head, RuleSetCodec.decodeFiles(bytes, 0, bytes.length));
    }

    private record Position(long version, int chunk) implements Comparable<Position> {
        @Override
        public int compareTo(Position other) {
            int byVersion = Long.compare(version, other.version);
            return byVersion != 0 ? byVersion : Integer.compare(chunk, other.chunk);
        }
    }
}
