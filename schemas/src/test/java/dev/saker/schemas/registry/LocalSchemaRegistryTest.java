// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.Schemas;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

class LocalSchemaRegistryTest {
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();

    @Test
    void register_anySubject_givesTheSamePositiveId() {
        int id = registry.register("a", Schemas.MARKER);

        assertThat(id).isPositive();
        assertThat(registry.register("b", Schemas.MARKER)).isEqualTo(id);
        assertThat(registry.register("a", Schemas.ALERT)).isNotEqualTo(id);
    }

    @Test
    void byId_inAnotherProcess_knowsOurSchemas() {
        int id = registry.register("a", Schemas.SYSCALL_EVENT);

        assertThat(new LocalSchemaRegistry().byId(id)).isEqualTo(Schemas.SYSCALL_EVENT);
    }

    @Test
    void byId_foreignSchema_isKnownOnceRegistered() {
        Schema foreign = SchemaBuilder.record("Foreign").fields().requiredInt("x").endRecord();

        assertThat(registry.byId(registry.register("a", foreign))).isEqualTo(foreign);
    }

    @Test
    void byId_unknown_saysSo() {
        assertThatThrownBy(() -> registry.byId(7))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("no schema has id 7 in the in-process registry");
    }
}
