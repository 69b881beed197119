// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.rules.diagnostic.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every key of falco.yaml and what becomes of those that are not read one by one. The table is a
 * resource: key, what becomes of it, why; {@code *} is any key of a map.
 */
final class FalcoKeys {

    /** The importer reads it. */
    private static final String READ = "read";

    private static final Map<String, Row> ROWS = table();

    private FalcoKeys() {}

    /**
     * @param usual the value that asks for nothing; another one is a loss if the kind is LOST
     */
    record Row(String kind, String usual, String reason) {}

    /** Notes every key that is unknown, and those that are known and not read. */
    static void report(FalcoConfig config, ImportReport report) {
        config.values().forEach((key, value) -> report(key, key, value, report));
    }

    private static void report(
            String path, String pattern, ConfigValue value, ImportReport report) {
        Row row = ROWS.get(pattern);
        if (row == null) {
            report.note(
                    ImportReport.Kind.UNKNOWN, path, value, "no key of falco.yaml" + near(path));
            return;
        }
        if (row.kind().equals(READ)) {
            for (Map.Entry<String, ConfigValue> entry : value.entries().entrySet()) {
                String inner = pattern + "." + entry.getKey();
                String any = ROWS.containsKey(inner) ? inner : pattern + ".*";
                String found = ROWS.containsKey(any) ? any : inner;
                report(path + "." + entry.getKey(), found, entry.getValue(), report);
            }
            return;
        }
        ImportReport.Kind kind = ImportReport.Kind.valueOf(row.kind());
        boolean asksForNothing =
                value.isEmpty()
                        || (value.isList() && value.items().isEmpty())
                        || (!value.isMap() && value.text().equals(row.usual()));
        if (kind != ImportReport.Kind.NOT_NEEDED && asksForNothing) {
            return;
        }
        report.note(kind, path, value, row.reason());
    }

    private static String near(String path) {
        String help = Nearest.help(path, ROWS.keySet());
        return help.isEmpty() ? "" : "; " + help;
    }

    private static Map<String, Row> table() {
        Map<String, Row> rows = new LinkedHashMap<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                FalcoKeys.class.getResourceAsStream("falco-keys.tsv"),
                                StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> rows.put(cells[0], new Row(cells[1], cells[2], cells[3])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
