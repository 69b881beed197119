// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.diagnostic.Diagnostic;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.DiagnosticJson;
import dev.saker.rules.diagnostic.DiagnosticText;
import dev.saker.rules.diagnostic.ValidationText;
import dev.saker.scap.EventTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every code of a finding, as a user sees it: {@code golden/codes/CODE.yaml} gives {@code .err},
 * the text of Falco's validation and its JSON. A first line {@code # strict} or {@code # captured
 * EVENT} asks for an option. {@code -Dgolden.update=true} writes the answers.
 */
class DiagnosticCodesGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/codes");

    /** LOAD_ERR_FILE_READ is for whoever reads files: the compiler is given texts. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOAD_ERR_FILE_READ")
    void finding_ofEveryCode_readsAsTheGoldens(DiagnosticCode code) throws IOException {
        String name = code.name().toLowerCase(Locale.ROOT);
        List<String> file = List.of(name + ".yaml");
        String text = Files.readString(FOLDER.resolve(file.get(0)));

        Compilation compilation =
                RuleCompiler.compile(List.of(new RuleSource(file.get(0), text)), options(text));

        List<Diagnostic> found = compilation.diagnostics();
        assertThat(found).extracting(Diagnostic::code).contains(code);
        assertThat(found).allSatisfy(DiagnosticCodesGoldenTest::assertPointsIntoTheFile);
        assertGolden(name + ".err", DiagnosticText.render(found));
        assertGolden(
                name + ".json",
                DiagnosticJson.render(file, found, compilation.schemaWarnings()) + "\n");
        assertGolden(
                name + ".validation",
                ValidationText.render(file, found, compilation.schemaWarnings()));
    }

    private static CompilerOptions options(String text) {
        CompilerOptions options = CompilerOptions.defaults();
        String first = text.lines().findFirst().orElse("");
        Capture live = new Capture(new BitSet(), Capture.NOT_IN_RECORD);
        if (first.startsWith("# captured ")) {
            BitSet codes = new BitSet();
            codes.set(EventTable.get().byCodeName(first.substring("# captured ".length())).code());
            return options.withCapture(new Capture(codes, Capture.NOT_IN_RECORD));
        }
        return options.withCapture(live).withStrict(first.equals("# strict"));
    }

    private static void assertPointsIntoTheFile(Diagnostic diagnostic) {
        assertThat(diagnostic.span().line()).isPositive();
        assertThat(diagnostic.span().column()).isPositive();
        assertThat(diagnostic.sourceLine()).isNotEmpty();
    }

    private static void assertGolden(String name, String rendered) throws IOException {
        Path golden = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }
}
