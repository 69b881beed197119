// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    @Test
    void resolve_file_isWithoutItsLineEnd(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "hunter 2\n");

        assertThat(new Secret("${file:" + file + "}").resolve()).isEqualTo("hunter 2");
    }

    @Test
    void resolve_variable_isItsValue() {
        assertThat(new Secret("${env:X}").resolve(name -> "v")).isEqualTo("v");
    }

    @Test
    void resolve_missingVariable_saysWhich() {
        assertThatThrownBy(() -> new Secret("${env:X}").resolve(name -> null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("cannot resolve ${env:X}: no such environment variable; set it");
    }
}
