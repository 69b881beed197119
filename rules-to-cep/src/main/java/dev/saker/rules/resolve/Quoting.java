// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.LocatedText;

/** Puts values of YAML into a condition's text. */
final class Quoting {

    private Quoting() {}

    /** In quotes if there is a blank in it, unless the author put quotes there himself. */
    static void append(LocatedText.Builder text, LocatedText value) {
        String written = value.text();
        boolean quoted = written.startsWith("\"") || written.startsWith("'");
        if (quoted || written.indexOf(' ') < 0) {
            text.append(value);
            return;
        }
        text.append("\"", value).append(value).append("\"", value);
    }
}
