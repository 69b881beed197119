// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.diagnostic.DiagnosticJson;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.diagnostic.ValidationText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what a user sees of wrong files against goldens: {@code golden/NAME.yaml} gives {@code
 * golden/NAME.err}. Adding a case needs no Java; {@code -Dgolden.update=true} writes the answers,
 * and the diff is what is reviewed.
 */
class DiagnosticGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<String> cases() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findings_ofAWrongFile_readAsTheGolden(String name) throws IOException {
        Compilation compilation = compile(name);

        assertGolden(name + ".err", DiagnosticText.render(compilation.diagnostics()));
    }

    @Test
    void findings_asJson_haveFalcosShape() throws IOException {
        Compilation compilation = compile("condition-in-folded-scalar");

        assertGolden(
                "condition-in-folded-scalar.json",
                DiagnosticJson.render(
                                List.of("condition-in-folded-scalar.yaml"),
                                compilation.diagnostics(),
                                compilation.schemaWarnings())
                        + "\n");
    }

    @Test
    void findings_asValidation_haveFalcosShape() throws IOException {
        Compilation compilation = compile("wrong-shape");

        assertGolden(
                "wrong-shape.validation",
                ValidationText.render(
                        List.of("wrong-shape.yaml"),
                        compilation.diagnostics(),
                        compilation.schemaWarnings()));
    }

    private static Compilation compile(String name) throws IOException {
        String file = name + ".yaml";
        RuleSource source = new RuleSource(file, Files.readString(FOLDER.resolve(file)));
        return RuleCompiler.compile(List.of(source), CompilerOptions.defaults());
    }

    private static void assertGolden(String name, String rendered) throws IOException {
        Path golden = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }
}
