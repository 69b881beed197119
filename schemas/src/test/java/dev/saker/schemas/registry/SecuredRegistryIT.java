// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.Schemas;
import dev.saker.schemas.config.YamlConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client and a real registry behind TLS and a password, as installations have them. */
class SecuredRegistryIT {
    private static final String PASSWORD = "sesame-8f1c";

    @TempDir private static Path folder;

    private static Apicurio apicurio;
    private static SecuredRegistry secured;

    @BeforeAll
    static void startServers() throws Exception {
        SecuredRegistry.assumePossible(SecuredRegistryIT.class);
        apicurio = Apicurio.start(System.getProperty("apicurio.jar"), folder);
        secured = SecuredRegistry.start(folder.resolve("front"), apicurio.port(), PASSWORD);
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Files.writeString(folder.resolve("wrong"), "not-it-77aa");
    }

    @AfterAll
    static void stopServers() {
        if (secured != null) {
            secured.close();
        }
        if (apicurio != null) {
            apicurio.close();
        }
    }

    @Test
    void registry_withAuthorityAndPassword_answers() {
        HttpSchemaRegistry registry = registry(secured.authority(), "password");

        int id = registry.register("secured", Schemas.MARKER);

        assertThat(registry(secured.authority(), "password").byId(id)).isEqualTo(Schemas.MARKER);
        assertThat(OurSubjects.create(registry)).isNotEmpty();
        assertThat(OurSubjects.check(registry)).isEmpty();
    }

    @Test
    void registry_withTheWrongPassword_saysWhatToCheckAndNoSecret() {
        assertThatThrownBy(
                        () -> registry(secured.authority(), "wrong").register("s", Schemas.MARKER))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("answered 401; check the registry's username and password")
                .hasMessageNotContaining("not-it-77aa")
                .hasMessageNotContaining("\n");
    }

    @Test
    void registry_ofAnAuthorityNobodyTrusts_saysWhatToCheck() {
        assertThatThrownBy(
                        () ->
                                registry(secured.stranger(), "password")
                                        .register("s", Schemas.MARKER))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("no TLS connection to the schema registry at https://")
                .hasMessageContaining("check its tls (ca_file")
                .hasMessageNotContaining("\n");
    }

    private static HttpSchemaRegistry registry(Path authority, String password) {
        String text =
                """
                url: %s
                username: saker
                password: ${file:%s}
                tls: {ca_file: %s}
                """
                        .formatted(secured.url(), folder.resolve(password), authority);
        return new HttpSchemaRegistry(
                YamlConfig.parse("registry.yaml", text, RegistryConnection.class));
    }
}
