// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.YamlConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConnectionTest {
    @TempDir private Path folder;

    @Test
    void clientProperties_tlsAndSasl_areKafkas() throws Exception {
        KafkaConnection connection = connection();

        assertThat(connection.clientProperties())
                .containsEntry("bootstrap.servers", "a:9093,b:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.truststore.location", "/etc/trust.p12")
                .containsEntry("ssl.truststore.type", "PKCS12")
                .containsEntry("ssl.truststore.password", "hunter2")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"it's \\\"me\\\"\" password=\"hunter2\";")
                .containsEntry("client.id", "x")
                .doesNotContainKey("ssl.endpoint.identification.algorithm");
    }

    @Test
    void text_ofConnection_holdsNoSecret() throws Exception {
        assertThat(connection().toString()).doesNotContain("hunter2").contains("a:9093");
    }

    @Test
    void connection_serialised_comesBackTheSame() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(connection());

        assertThat(bytes.toString()).doesNotContain("hunter2");
        assertThat(
                        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))
                                .readObject())
                .isEqualTo(connection());
    }

    @Test
    void plaintext_byDefault_needsAddressOnly() {
        assertThat(parse("bootstrap_servers: h:1\n")).isEqualTo(KafkaConnection.plaintext("h:1"));
    }

    @Test
    void saslWithoutProtocol_isRefused() {
        assertThatThrownBy(
                        () ->
                                parse(
                                        "bootstrap_servers: h:1\nsasl: {username: u,"
                                                + " password: '${env:P}'}"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "kafka.yaml:1:1: sasl is set, but security_protocol is PLAINTEXT:"
                                + " use SASL_SSL or SASL_PLAINTEXT");
    }

    @Test
    void unknownMechanism_isRefused() {
        assertThatThrownBy(
                        () ->
                                parse(
                                        "bootstrap_servers: h:1\nsecurity_protocol: SASL_SSL\n"
                                                + "sasl: {mechanism: MD5, username: u,"
                                                + " password: '${env:P}'}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sasl mechanism 'MD5' is none of PLAIN");
    }

    private KafkaConnection connection() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "hunter2\n");
        return parse(
                """
                bootstrap_servers: a:9093,b:9093
                security_protocol: SASL_SSL
                tls:
                  truststore: /etc/trust.p12
                  truststore_password: ${file:%1$s}
                sasl:
                  username: it's "me"
                  password: ${file:%1$s}
                properties:
                  client.id: x
                """
                        .formatted(password));
    }

    private static KafkaConnection parse(String text) {
        return YamlConfig.parse("kafka.yaml", text, KafkaConnection.class);
    }
}
