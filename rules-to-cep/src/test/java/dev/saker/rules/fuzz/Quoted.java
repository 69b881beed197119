// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.fuzz;

/** Texts as YAML takes any of them. */
final class Quoted {

    private Quoted() {}

    /** In double quotes, everything but plain characters escaped. */
    static String yaml(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            out.append(plain ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return out.append('"').toString();
    }
}
