// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.awaitility.Awaitility;
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

    private static Process server;
    private static URI url;

    @BeforeAll
    static void startServer() throws IOException {
        int port = freePort();
        Path log = folder.resolve("apicurio.log");
        url = URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
        server =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-Dquarkus.http.host=127.0.0.1",
                                "-Dquarkus.http.port=" + port,
                                "-jar",
                                System.getProperty("apicurio.jar"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Awaitility.await("Apicurio Registry")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(250))
                .failFast(() -> assertThat(server.isAlive()).as(Files.readString(log)).isTrue())
                .ignoreExceptions()
                .until(HttpSchemaRegistryIT::answers);
    }

    @AfterAll
    static void stopServer() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(10, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
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

    private static boolean answers() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects")).build();
        HttpResponse<Void> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        return response.statusCode() == 200;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
