// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import dev.saker.rules.RuleSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Falco's 25 stable rules as often as one likes, each time under other names and with other
 * constants. The conformance data holds a hundred of them; more are made like them.
 */
final class VariedRules {
    static final int RULES_PER_COPY = 25;

    private static final String FILE = "rules/stable_x100_varied.yaml.gz";
    private static final int COPIES_IN_FILE = 100;
    private static final String FIRST_ITEM = "- macro: open_write_";

    private VariedRules() {}

    /** The rules of this many copies, in one file. */
    static RuleSource copies(Path conformance, int copies) throws IOException {
        String text = text(conformance.resolve(FILE));
        int end = start(text, copies);
        StringBuilder rules = new StringBuilder(text.substring(0, end));
        int last = COPIES_IN_FILE - 1;
        String model = text.substring(start(text, last));
        for (int copy = COPIES_IN_FILE; copy < copies; copy++) {
            rules.append(
                    model.replace("_" + last, "_" + copy)
                            .replace("#" + last + "'", "#" + copy + "'"));
        }
        return new RuleSource("varied_" + copies + ".yaml", rules.toString());
    }

    private static int start(String text, int copy) {
        if (copy >= COPIES_IN_FILE) {
            return text.length();
        }
        int start = text.indexOf(FIRST_ITEM + copy + "\n");
        if (start < 0) {
            throw new IllegalStateException("no copy " + copy + " in " + FILE);
        }
        return start;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
