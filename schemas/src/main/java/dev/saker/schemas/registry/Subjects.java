// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import org.apache.avro.Schema;

/**
 * Names under which schemas are registered: topic and record, since topics hold several records.
 */
public final class Subjects {
    private Subjects() {}

    public static String of(String topic, Schema schema) {
        return topic + "-" + schema.getFullName();
    }
}
