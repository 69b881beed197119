// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import org.apache.avro.Schema;

/**
 * Gives schemas the numbers that records carry. Answers are remembered, so neither method costs a
 * call per record. Both throw {@link RegistryException}. Safe for use by several threads.
 */
public interface SchemaRegistry {
    /** The id of the schema under this subject; the same for the same schema at every call. */
    int register(String subject, Schema schema);

    /** The schema of an id; {@link UnknownSchemaException} if the registry does not have it. */
    Schema byId(int id);
}
