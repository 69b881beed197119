// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8Test {
    /** On both sides of each border between kinds of bytes. */
    private static final int[] EDGES = {
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
        0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    @Test
    void everyCodePoint_comesBack() {
        for (int letter = 0x80; letter <= Character.MAX_CODE_POINT; letter += 7) {
            boolean surrogate = letter >= 0xD800 && letter <= 0xDFFF;
            if (!surrogate) {
                byte[] bytes = (" " + Character.toString(letter) + " ").getBytes(UTF_8);

                int decoded = Utf8.decode(bytes, 1, bytes.length);

                assertThat(Utf8.letter(decoded)).isEqualTo(letter);
                assertThat(Utf8.length(decoded)).isEqualTo(bytes.length - 2);
            }
        }
    }

    @Test
    void bytesOfAllKinds_areTakenAsJavaTakesThemButForSurrogates() {
        byte[] bytes = new byte[4];
        for (int first : EDGES) {
            bytes[0] = (byte) first;
            for (int second : EDGES) {
                bytes[1] = (byte) second;
                for (int third : EDGES) {
                    bytes[2] = (byte) third;
                    for (int fourth : new int[] {0x7F, 0x80, 0xBF, 0xC2}) {
                        bytes[3] = (byte) fourth;
                        for (int end = 1; end <= bytes.length && first >= 0x80; end++) {
                            assertDecoded(bytes, end);
                        }
                    }
                }
            }
        }
    }

    private static void assertDecoded(byte[] bytes, int end) {
        if ((bytes[0] & 0xFF) == 0xED && end > 1 && (bytes[1] & 0xE0) == 0xA0) {
            int surrogate = Utf8.decode(bytes, 0, end);
            assertThat(Utf8.letter(surrogate)).isEqualTo(0xFFFD);
            assertThat(Utf8.length(surrogate)).isEqualTo(1);
            return;
        }
        int decoded = Utf8.decode(bytes, 0, end);
        int length = Utf8.length(decoded);
        String whole = new String(bytes, 0, end, UTF_8);
        String taken =
                Character.toString(Utf8.letter(decoded))
                        + new String(bytes, length, end - length, UTF_8);
        if (!taken.equals(whole)) {
            assertThat(taken).as("%d of %s", end, Arrays.toString(bytes)).isEqualTo(whole);
        }
    }
}
