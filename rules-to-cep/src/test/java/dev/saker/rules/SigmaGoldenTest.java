// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.sigma.SigmaImport;
import dev.saker.rules.sigma.SigmaPlaceholders;
import dev.saker.rules.sigma.SigmaProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds what Sigma documents become against goldens: {@code golden/sigma/NAME.yml} gives {@code
 * NAME.yaml}, the rules, and {@code NAME.err}, what was refused and why. {@code
 * -Dgolden.update=true} writes the answers.
 */
class SigmaGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/sigma");

    private static final SigmaPlaceholders PLACEHOLDERS =
            new SigmaPlaceholders(
                    Map.of(
                            "admins", List.of("root", "adm_*"),
                            "port", List.of("22"),
                            "dirs", List.of("/srv", "/opt/Data")));

    private static SigmaImport imported(String name) throws IOException {
        String file = name + ".yml";
        String text = Files.readString(FOLDER.resolve(file));
        return SigmaImport.of(List.of(new RuleSource(file, text)), PLACEHOLDERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process",
                "file-and-network",
                "correlation",
                "correlation-types",
                "modifiers",
                "filters",
                "refused"
            })
    void documents_become_whatTheGoldensSay(String name) throws IOException {
        SigmaImport imported = imported(name);

        assertGolden(name + ".yaml", imported.yaml());
        assertGolden(
                name + ".err",
                imported.refused().stream()
                        .map(SigmaProblem::toString)
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process",
                "file-and-network",
                "correlation",
                "correlation-types",
                "modifiers",
                "filters",
                "refused"
            })
    void rules_thatWereMade_compile(String name) throws IOException {
        String yaml = imported(name).yaml();

        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource(name, yaml)), CompilerOptions.defaults());

        assertThat(compilation.errors())
                .as(DiagnosticText.render(compilation.diagnostics()))
                .isEmpty();
    }

    private static void assertGolden(String name, String rendered) throws IOException {
        Path golden = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }
}
