// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.terminal;

/**
 * Text from rules, file names or processes on its way to a terminal, where control characters could
 * do anything from changing colours to typing commands.
 */
public final class Printable {

    private Printable() {}

    /** Newlines and tabs stay; every other control or direction character becomes an escape. */
    public static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        if (point == '\n' || point == '\t' || !isDangerous(point)) {
            safe.appendCodePoint(point);
        } else {
            safe.append(String.format("\\u%04x", point));
        }
    }

    private static boolean isDangerous(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    true;
            default -> false;
        };
    }
}
