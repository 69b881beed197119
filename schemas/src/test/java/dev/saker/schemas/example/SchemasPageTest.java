// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.kafka.TopicOptions;
import dev.saker.schemas.kafka.TopicSpec;
import dev.saker.schemas.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/schemas.md says what is so. */
class SchemasPageTest {
    private static final Path PAGE = Path.of("../docs/schemas.md");
    private static final Path PROGRAM =
            Path.of("src/test/java/dev/saker/schemas/example/PrintAlerts.java");

    @Test
    void page_program_isTheOneThatIsTested() throws IOException {
        String source = Files.readString(PROGRAM);
        String begin = "// docs: begin\n";
        int start = source.indexOf(begin) + begin.length();

        assertThat(Files.readString(PAGE))
                .contains("```java\n" + source.substring(start, source.indexOf("// docs: end")));
    }

    @Test
    void page_topics_areAllThere() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Topics.specs(TopicOptions.defaults()))
                .extracting(TopicSpec::name)
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }
}
