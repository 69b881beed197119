// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes that compare by content: what a text, path or address literal is made of. */
public final class ByteString {

    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private static final String HEX = "0x";

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    public static ByteString of(byte[] bytes) {
        return new ByteString(bytes.clone());
    }

    public static ByteString ofText(String text) {
        return new ByteString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a value out of a condition, where escaped raw bytes are lone surrogates from U+DC80. */
    public static ByteString ofLiteral(String value) {
        if (!hasSurrogates(value)) {
            return ofText(value);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        value.codePoints().forEach(point -> append(bytes, point));
        return new ByteString(bytes.toByteArray());
    }

    /** Nearly no value has any: looked at letter by letter, as rules have values in thousands. */
    private static boolean hasSurrogates(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static void append(ByteArrayOutputStream bytes, int point) {
        if (point >= 0xDC80 && point <= 0xDCFF) {
            bytes.write(point - 0xDC00);
        } else {
            bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The bytes themselves, lent: do not write. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return bytes.length;
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /**
     * The text, or the bytes if they are none, as those of addresses mostly are not, or if the text
     * could be taken for bytes: no two are told alike.
     */
    @Override
    public String toString() {
        String text = text();
        boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return isText && !text.startsWith(HEX) ? text : HEX + hex();
    }
}
