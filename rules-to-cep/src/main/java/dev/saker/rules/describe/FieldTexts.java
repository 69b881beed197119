// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What fields tell, in a line each: for people, so it lies apart from what rules are checked by.
 */
final class FieldTexts {
    private static final String TABLE = "field-texts.tsv";

    private final Map<String, String> byName;

    private FieldTexts(Map<String, String> byName) {
        this.byName = byName;
    }

    static FieldTexts read() {
        try (BufferedReader table =
                new BufferedReader(
                        new InputStreamReader(
                                FieldTexts.class.getResourceAsStream(TABLE),
                                StandardCharsets.UTF_8))) {
            return new FieldTexts(
                    table.lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t"))
                            .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1])));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
    }

    /** Empty for a field that the table does not know. */
    String of(String field) {
        return byName.getOrDefault(field, "");
    }
}
