// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every field a rule can name, from a table beside this class. */
public final class FieldCatalog {

    private static final String TABLE = "fields.tsv";
    private static final FieldCatalog INSTANCE = load();

    private static final List<String> SOURCES = List.of("syscall", "k8s_audit", "aws_cloudtrail");

    private final Map<String, FieldInfo> byName;

    private FieldCatalog(Map<String, FieldInfo> byName) {
        this.byName = byName;
    }

    public static FieldCatalog get() {
        return INSTANCE;
    }

    /** In the order of classes. */
    public Collection<FieldInfo> fields() {
        return byName.values();
    }

    public Optional<FieldInfo> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Names that a rule of this source can use. */
    public List<String> names(String source) {
        return byName.values().stream()
                .filter(field -> field.fieldClass().hasSource(source))
                .map(FieldInfo::name)
                .toList();
    }

    /** Sources whose events have fields here. */
    public List<String> sources() {
        return SOURCES;
    }

    /** Whether events of this source have fields here. */
    public boolean hasSource(String source) {
        return SOURCES.contains(source);
    }

    private static FieldCatalog load() {
        Map<String, FieldInfo> fields = new LinkedHashMap<>();
        for (String line : lines()) {
            if (!line.startsWith("#")) {
                FieldInfo field = field(fields.size(), line.split("\t", -1));
                if (fields.put(field.name(), field) != null) {
                    throw new IllegalStateException(TABLE + " has twice: " + field.name());
                }
            }
        }
        return new FieldCatalog(fields);
    }

    private static List<String> lines() {
        try (InputStream stream = FieldCatalog.class.getResourceAsStream(TABLE);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            reader.lines().forEach(lines::add);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
    }

    private static FieldInfo field(int id, String[] cells) {
        Set<FieldFlag> flags =
                cells[3].equals("-")
                        ? Set.of()
                        : Arrays.stream(cells[3].split(","))
                                .map(FieldFlag::parse)
                                .collect(Collectors.toSet());
        return new FieldInfo(
                id,
                FieldClass.parse(cells[0]),
                cells[1],
                FieldType.parse(cells[2]),
                flags,
                PrintFormat.parse(cells[4]),
                cells[5].equals("-") ? "" : cells[5]);
    }
}
