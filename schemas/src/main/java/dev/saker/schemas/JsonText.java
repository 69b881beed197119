// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** JSON by hand, byte for byte as Falco's library writes it. */
final class JsonText {
    private static final int FIRST_PRINTABLE = 0x20;
    private static final char REPLACEMENT = '\uFFFD';

    private JsonText() {}

    static void putString(StringBuilder out, String text) {
        out.append('"');
        escape(out, text);
        out.append('"');
    }

    /** The body of a string. Half of a surrogate pair cannot be UTF-8 and is replaced. */
    static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                escape(out, c);
            }
        }
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < FIRST_PRINTABLE) {
                    out.append("\\u00").append(c < 0x10 ? '0' : '1');
                    out.append(Character.forDigit(c & 0xF, 16));
                } else {
                    out.append(Character.isSurrogate(c) ? REPLACEMENT : c);
                }
            }
        }
    }
}
