// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import java.nio.charset.StandardCharsets;

/** Text of fixed-size fields. */
final class Texts {
    private Texts() {}

    static String untilNul(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
