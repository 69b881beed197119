// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
    private final Paths paths = new Paths(new ByteStrings());

    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({
        "/home/, file, /home/file",
        "/home/, ./file, /home/file",
        "/home/, ../file, /file",
        "/home/, ../../../file, /file",
        "/home/, a//b///c, /home/a/b/c",
        "/home/, a/./b/., /home/a/b",
        "/home/, a/../b, /home/b",
        "/home/, dir/, /home/dir",
        "/home/, ., /home",
        "/home/, .., /",
        "/home/, .hidden, /home/.hidden",
        "/home/, ..., /home/...",
        "/home/, ..x/y, /home/..x/y",
        "/home/, /etc/passwd, /etc/passwd",
        "/home/, /etc//passwd, /etc/passwd",
        "/home/, /etc/../passwd, /passwd",
        "/home/, /etc/./passwd/, /etc/passwd",
        "/home/, /, /",
        "/home/, //, /",
        "/home/, /.., /",
        "/home/, /../../etc, /etc",
        "/, .., /",
        "/, etc, /etc",
        "/home, file, /homefile",
        "<UNKNOWN>, file, <UNKNOWN>file",
        "'', file, file",
        "'', ../a, a",
        "'', ./a, a",
        "'', .., ''",
        "'', '', ''",
        "/home/, '', ''",
        "a/, .., ''",
        "a/, ../b, b",
    })
    void resolve_textOfAPath_isNormal(String base, String path, String expected) {
        assertThat(resolve(base, path)).isEqualTo(expected);
    }

    @Test
    void resolve_longerThanTheLimit_isFalcosPlaceholder() {
        String base = "/" + "d".repeat(1000) + "/";

        assertThat(resolve(base, "f".repeat(21))).startsWith(base);
        assertThat(resolve(base, "f".repeat(22))).isEqualTo("/DIR_TOO_LONG/FILENAME_TOO_LONG");
    }

    @Test
    void resolve_theSamePathAgain_isTheSameArray() {
        byte[] path = bytes("/etc/passwd");

        byte[] first = paths.resolve(bytes("/"), path, 0, path.length);

        assertThat(paths.resolve(bytes("/home/"), path.clone(), 0, path.length)).isSameAs(first);
    }

    @Test
    void squeeze_repeatedSlashes_keepsOne() {
        assertThat(new String(paths.squeeze(bytes("//a///b/../c/")))).isEqualTo("/a/b/../c/");
    }

    @Test
    void directory_ofAPath_endsWithASlash() {
        assertThat(new String(paths.directory(bytes("/a")))).isEqualTo("/a/");
        assertThat(new String(paths.directory(bytes("/")))).isEqualTo("/");
    }

    private String resolve(String base, String path) {
        byte[] bytes = bytes(path);
        return new String(
                paths.resolve(bytes(base), bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
