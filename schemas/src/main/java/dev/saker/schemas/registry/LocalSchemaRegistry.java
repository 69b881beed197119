// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import dev.saker.schemas.ReleasedSchemas;
import dev.saker.schemas.Schemas;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * A registry inside the process, for the embedded pipeline. An id is a function of the schema, so
 * that every process and every later start agree on it without talking; our own schemas are known,
 * those of earlier releases too, so that topics left by an earlier start can be read.
 */
public final class LocalSchemaRegistry implements SchemaRegistry {
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

    public LocalSchemaRegistry() {
        Schemas.all().forEach(this::add);
    }

    @Override
    public int register(String subject, Schema schema) {
        return add(schema);
    }

    @Override
    public Schema byId(int id) {
        if (!byId.containsKey(id)) {
            ReleasedSchemas.all().forEach(this::add);
        }
        Schema schema = byId.get(id);
        if (schema == null) {
            throw new UnknownSchemaException(id, "the in-process registry");
        }
        return schema;
    }

    private int add(Schema schema) {
        int id = idOf(schema);
        Schema other = byId.putIfAbsent(id, schema);
        if (other != null && fingerprint(other) != fingerprint(schema)) {
            throw new RegistryException(
                    "schemas %s and %s have the same id %d"
                            .formatted(other.getFullName(), schema.getFullName(), id));
        }
        return id;
    }

    /** Positive, as readers of Confluent's framing expect. */
    private static int idOf(Schema schema) {
        long fingerprint = fingerprint(schema);
        int id = (int) (fingerprint ^ fingerprint >>> Integer.SIZE) & Integer.MAX_VALUE;
        return id == 0 ? 1 : id;
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }
}
