// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.diagnostic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything found so far. What is found again at the same place, because a macro has many users or
 * files are compiled again together with the next, is kept once.
 */
public final class Findings {

    private final Map<String, SourceText> texts = new LinkedHashMap<>();
    private final Map<Key, Diagnostic> found = new LinkedHashMap<>();
    private final Map<String, List<String>> schemaWarnings = new LinkedHashMap<>();
    private int errors;

    private record Key(DiagnosticCode code, SourceSpan span, String message) {}

    /** Makes the lines of a file known, to quote them. */
    public void addText(SourceText text) {
        texts.put(text.name(), text);
    }

    /** A file could be read, and this in it is against the schema: perhaps nothing. */
    public void addSchemaWarnings(String file, List<String> warnings) {
        schemaWarnings.computeIfAbsent(file, key -> new ArrayList<>()).addAll(warnings);
    }

    /** By file; a file that is not YAML has no entry. */
    public Map<String, List<String>> schemaWarnings() {
        return Collections.unmodifiableMap(schemaWarnings);
    }

    public void add(DiagnosticCode code, String message, Location... path) {
        add(code, message, "", List.of(path));
    }

    public void add(DiagnosticCode code, String message, String help, List<Location> path) {
        add(new Diagnostic(code, message, help, path, line(path), ""));
    }

    public void addDeprecated(String field, String message, List<Location> path) {
        DiagnosticCode code = DiagnosticCode.LOAD_DEPRECATED_ITEM;
        add(new Diagnostic(code, message, "", path, line(path), field));
    }

    private void add(Diagnostic diagnostic) {
        Key key = new Key(diagnostic.code(), diagnostic.span(), diagnostic.message());
        if (found.putIfAbsent(key, diagnostic) == null && diagnostic.isError()) {
            errors++;
        }
    }

    private String line(List<Location> path) {
        SourceSpan span = path.get(path.size() - 1).span();
        SourceText text = texts.get(span.file());
        return text == null ? "" : text.line(span.line());
    }

    /** To see whether a step added any. */
    public int errorCount() {
        return errors;
    }

    /** In the order of the files, and of the places in each. */
    public List<Diagnostic> all() {
        Map<String, Integer> order = new HashMap<>();
        texts.keySet().forEach(file -> order.put(file, order.size()));
        List<Diagnostic> all = new ArrayList<>(found.values());
        all.sort(
                Comparator.comparing((Diagnostic d) -> order.getOrDefault(d.span().file(), -1))
                        .thenComparing(d -> d.span().offset()));
        return all;
    }
}
