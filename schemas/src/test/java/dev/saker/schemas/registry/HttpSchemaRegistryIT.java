// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import static dev.saker.schemas.registry.Compatibility.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.Schemas;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our client and a real Apicurio Registry. */
class HttpSchemaRegistryIT {
    private static final Schema FIRST =
            SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
    private static final Schema WITH_DEFAULT =
            SchemaBuilder.record("R").fields().requiredInt("a").optionalInt("b").endRecord();
    private static final Schema WITHOUT_DEFAULT =
            SchemaBuilder.record("R").fields().requiredInt("a").requiredInt("c").endRecord();

    @TempDir private static Path folder;

    private static Apicurio server;
    private static URI url;

    @BeforeAll
    static void startServer() throws IOException {
        server = Apicurio.start(System.getProperty("apicurio.jar"), folder);
        url = server.url();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("dev.saker.schemas.Schemas#all")
    void ourSchemas_registered_comeBackTheSame(Schema schema) {
        String subject = Subjects.of("saker.it", schema);

        int id = new HttpSchemaRegistry(url).register(subject, schema);

        HttpSchemaRegistry another = new HttpSchemaRegistry(url);
        assertThat(another.byId(id)).isEqualTo(schema);
        assertThat(another.register(subject, schema)).isEqualTo(id);
        assertThat(another.register(subject + "-again", schema)).isEqualTo(id);
    }

    @Test
    void byId_unknown_saysSo() {
        assertThatThrownBy(() -> new HttpSchemaRegistry(url).byId(1_000_000))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("no schema has id 1000000 in " + url);
    }

    @Test
    void register_backwardCompatible_isTaken() {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(url);
        int first = registry.register("compatible", FIRST);
        registry.setCompatibility("compatible", Compatibility.BACKWARD_TRANSITIVE);

        assertThat(registry.isCompatible("compatible", WITH_DEFAULT)).isTrue();
        assertThat(registry.register("compatible", WITH_DEFAULT)).isNotEqualTo(first);
    }

    @Test
    void register_incompatible_isRefusedWithTheReason() {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(url);
        registry.register("incompatible", FIRST);
        registry.setCompatibility("incompatible", Compatibility.BACKWARD_TRANSITIVE);

        assertThat(registry.isCompatible("incompatible", WITHOUT_DEFAULT)).isFalse();
        assertThatThrownBy(() -> registry.register("incompatible", WITHOUT_DEFAULT))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(url + " refused schema R under subject incompatible")
                .hasMessageContaining("incompatible with an earlier version");
    }

    @Test
    void register_compatibleWithTheLastOnly_isRefused() {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(url);
        Schema widened = SchemaBuilder.record("R").fields().requiredLong("a").endRecord();
        Schema textual = SchemaBuilder.record("R").fields().requiredString("a").endRecord();
        registry.register("transitive", textual);
        registry.setCompatibility("transitive", Compatibility.NONE);
        registry.register("transitive", FIRST);
        registry.setCompatibility("transitive", Compatibility.BACKWARD_TRANSITIVE);

        assertThatThrownBy(() -> registry.register("transitive", widened))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("incompatible with an earlier version");
    }

    @Test
    void isCompatible_newSubject_isTrue() {
        assertThat(new HttpSchemaRegistry(url).isCompatible("never-seen", FIRST)).isTrue();
    }

    @Test
    void ourSubjects_created_carryThePromise() {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(url);
        assertThat(OurSubjects.check(registry))
                .contains(
                        "subject saker.alerts-dev.saker.schemas.Alert lacks our schema: saker topics"
                                + " create");

        assertThat(OurSubjects.create(registry))
                .contains(
                        "registered saker.alerts-dev.saker.schemas.Alert",
                        "set BACKWARD_TRANSITIVE on saker.alerts-dev.saker.schemas.Alert");

        assertThat(OurSubjects.create(registry)).isEmpty();
        assertThat(OurSubjects.check(registry)).isEmpty();
    }

    @Test
    void ourSubjects_withAnotherCompatibility_areFoundAndMended() {
        HttpSchemaRegistry registry = new HttpSchemaRegistry(url);
        OurSubjects.create(registry);
        registry.setCompatibility("saker.rules-" + Schemas.RULE_SET_HEAD.getFullName(), NONE);

        assertThat(OurSubjects.check(registry))
                .singleElement()
                .asString()
                .contains("has compatibility NONE, not BACKWARD_TRANSITIVE");
        assertThat(OurSubjects.create(registry)).hasSize(1);
        assertThat(OurSubjects.check(registry)).isEmpty();
    }
}
