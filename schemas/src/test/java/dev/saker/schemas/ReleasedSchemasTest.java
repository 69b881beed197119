// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.registry.LocalSchemaRegistry;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a released version wrote, this version reads. A release adds a folder and edits none.
 */
class ReleasedSchemasTest {
    private static final Map<String, Schema> CURRENT =
            Schemas.all().stream().collect(Collectors.toMap(Schema::getName, Function.identity()));

    static List<Path> released() throws IOException, URISyntaxException {
        Path folder =
                Path.of(ReleasedSchemasTest.class.getResource(ReleasedSchemas.FOLDER).toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void currentSchema_readsWhatTheReleaseWrote(Path file) throws IOException {
        Schema writer = new Schema.Parser().parse(Files.readString(file));
        Schema reader = CURRENT.get(writer.getName());

        assertThat(reader).as("%s is gone from the present schemas", writer.getName()).isNotNull();
        assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType())
                .as(file.toString())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @Test
    void released_files_areAllKnown() throws Exception {
        assertThat(released())
                .extracting(file -> file.getParent().getFileName() + "/" + file.getFileName())
                .containsExactlyElementsOf(
                        ReleasedSchemas.NAMES.stream().map(name -> name + ".avsc").toList());
    }

    /** A data folder of an older release can be read without any registry but this. */
    @Test
    void localRegistry_knowsWhatEveryReleaseWrote() {
        assertThat(ReleasedSchemas.all())
                .hasSize(ReleasedSchemas.NAMES.size())
                .allSatisfy(
                        schema -> {
                            int id = new LocalSchemaRegistry().register("s", schema);
                            assertThat(new LocalSchemaRegistry().byId(id)).isEqualTo(schema);
                        });
    }

    @Test
    void everySchema_isReleased() throws Exception {
        assertThat(released())
                .extracting(file -> file.getFileName().toString())
                .contains(
                        CURRENT.keySet().stream()
                                .map(name -> name + ".avsc")
                                .toArray(String[]::new));
    }
}
