// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldClass;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.field.PrintFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Fields by name for tests of evaluation, without the front end that finds them for rules. */
public final class TestFields {
    private static final List<FieldInfo> FIELDS = read();

    private TestFields() {}

    public static List<FieldInfo> all() {
        return FIELDS;
    }

    /** As a rule would write it: {@code proc.aname[2]}, {@code evt.arg.flags}. */
    public static FieldRef ref(String name) {
        return ref(name, null);
    }

    /** A field whose type its argument decides. */
    public static FieldRef ref(String name, FieldType rawType) {
        String plain = name.contains("[") ? name.substring(0, name.indexOf('[')) : name;
        FieldInfo info =
                FIELDS.stream()
                        .filter(field -> isFor(field, plain))
                        .max((a, b) -> Integer.compare(a.name().length(), b.name().length()))
                        .orElseThrow(() -> new IllegalArgumentException(name));
        String rest = name.substring(info.name().length()).replaceAll("^[.\\[]|]$", "");
        int index = rest.matches("[0-9]{1,9}") ? Integer.parseInt(rest) : FieldRef.NO_INDEX;
        return new FieldRef(info, name, rawType == null ? info.type() : rawType, rest, index);
    }

    private static boolean isFor(FieldInfo field, String name) {
        return name.equals(field.name()) || name.startsWith(field.name() + ".");
    }

    private static List<FieldInfo> read() {
        List<FieldInfo> fields = new ArrayList<>();
        try (BufferedReader table =
                new BufferedReader(
                        new InputStreamReader(
                                FieldInfo.class.getResourceAsStream("fields.tsv"),
                                StandardCharsets.UTF_8))) {
            table.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> fields.add(field(fields.size(), line.split("\t"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    private static FieldInfo field(int id, String[] cells) {
        Set<FieldFlag> flags =
                Arrays.stream(cells[3].split(","))
                        .filter(word -> !word.equals("-"))
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
