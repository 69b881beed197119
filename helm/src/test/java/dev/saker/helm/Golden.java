// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that were looked at once and must not change unseen. {@code -Dsaker.golden.update=true}
 * writes them anew; look at what changed before you commit it.
 */
final class Golden {
    static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String UPDATE = "saker.golden.update";

    private Golden() {}

    static void check(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return;
        }
        assertThat(file)
                .as("%s; -D%s=true writes it", name, UPDATE)
                .exists()
                .content()
                .isEqualTo(text);
    }
}
