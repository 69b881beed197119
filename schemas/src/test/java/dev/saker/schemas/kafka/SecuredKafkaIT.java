// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.config.YamlConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections from configuration files to a broker that asks for TLS, a certificate and a password.
 */
class SecuredKafkaIT {
    private static final String PASSWORD = "store-password";
    private static final char[] PASSWORD_CHARACTERS = PASSWORD.toCharArray();

    @TempDir private static Path folder;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        makeKey("broker");
        makeKey("client");
        exchangeTrust("broker", "client");
        exchangeTrust("client", "broker");
        writePem();
        Files.writeString(folder.resolve("store"), PASSWORD + "\n");
        Files.writeString(folder.resolve("sesame"), "open \"sesame\"\n");
        Files.writeString(folder.resolve("wrong"), "close\n");
        broker =
                new TestBroker(
                        folder.resolve("data"),
                        Map.of(
                                "sasl.enabled.mechanisms",
                                "PLAIN",
                                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                        + " user_ali=\"open \\\"sesame\\\"\";",
                                "ssl.keystore.location",
                                store("broker"),
                                "ssl.keystore.password",
                                PASSWORD,
                                "ssl.truststore.location",
                                store("broker-trust"),
                                "ssl.truststore.password",
                                PASSWORD,
                                "ssl.client.auth",
                                "required",
                                "listener.name.sasl_ssl.ssl.client.auth",
                                "required"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void connection_javaStores_isLetIn() throws Exception {
        assertThat(clusterId(connection(stores(), "sesame"))).isNotEmpty();
    }

    @Test
    void connection_pemFiles_isLetIn() throws Exception {
        assertThat(clusterId(connection(pemFiles(), "sesame"))).isNotEmpty();
    }

    @Test
    void connection_wrongPassword_isRefused() {
        assertThatThrownBy(() -> clusterId(connection(stores(), "wrong")))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void connection_withoutTrust_isRefused() {
        assertThatThrownBy(() -> clusterId(connection("{check_hostname: true}", "sesame")))
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }

    private static String stores() {
        return """
                {truststore: %s, truststore_password: '${file:%s}',
                 keystore: %s, keystore_password: '${file:%2$s}'}"""
                .formatted(store("client-trust"), folder.resolve("store"), store("client"));
    }

    private static String pemFiles() {
        return "{ca_file: %s, certificate_file: %s, key_file: %s}"
                .formatted(
                        folder.resolve("ca.pem"),
                        folder.resolve("client.pem"),
                        folder.resolve("client-key.pem"));
    }

    private static KafkaConnection connection(String tls, String password) {
        String text =
                """
                bootstrap_servers: %s
                security_protocol: sasl_ssl
                tls: %s
                sasl: {mechanism: PLAIN, username: ali, password: '${file:%s}'}
                """
                        .formatted(broker.securedAddress(), tls, folder.resolve(password));
        return YamlConfig.parse("kafka.yaml", text, KafkaConnection.class);
    }

    private static String clusterId(KafkaConnection connection)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(connection.clientProperties())) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private static void makeKey(String name) throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store(name));
    }

    private static void exchangeTrust(String trusting, String trusted) throws Exception {
        String certificate = folder.resolve(trusted + ".pem").toString();
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                trusted,
                "-file",
                certificate,
                "-keystore",
                store(trusted));
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                trusted,
                "-file",
                certificate,
                "-keystore",
                store(trusting + "-trust"));
    }

    private static void keytool(String... arguments) throws Exception {
        Path log = folder.resolve("keytool.log");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        builder.command().addAll(List.of(arguments));
        builder.command().addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    private static void writePem() throws Exception {
        KeyStore keys =
                KeyStore.getInstance(Path.of(store("client")).toFile(), PASSWORD_CHARACTERS);
        byte[] key = keys.getKey("client", PASSWORD_CHARACTERS).getEncoded();
        writePem("client-key.pem", "PRIVATE KEY", key);
        KeyStore trust =
                KeyStore.getInstance(Path.of(store("client-trust")).toFile(), PASSWORD_CHARACTERS);
        Certificate authority = trust.getCertificate("broker");
        writePem("ca.pem", "CERTIFICATE", authority.getEncoded());
    }

    private static void writePem(String file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(kind, base64));
    }
}
