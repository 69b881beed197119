// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Cases as data: each file of a folder under {@code cases} is a list of maps with a {@code case},
 * its name.
 */
public final class CaseFiles {

    private CaseFiles() {}

    /** Every case of a folder, by the names of the files. */
    public static List<Map<String, Object>> of(String folder) {
        List<Map<String, Object>> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder(folder))) {
            files.sorted().forEach(file -> cases.addAll(read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (cases.isEmpty()) {
            throw new IllegalStateException("no cases in " + folder);
        }
        return cases;
    }

    private static Path folder(String name) {
        try {
            return Path.of(CaseFiles.class.getResource("/cases/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // the shape of a file is ours
    private static List<Map<String, Object>> read(Path file) {
        Load load = new Load(LoadSettings.builder().setLabel(file.toString()).build());
        try {
            return (List<Map<String, Object>>) load.loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value of a case that is a list of texts, or one text; none if it is not there. */
    public static List<String> texts(Map<String, Object> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(value));
    }
}
