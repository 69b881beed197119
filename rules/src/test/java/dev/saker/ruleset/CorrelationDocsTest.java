// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Compilation;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/correlations.md shows is what can be loaded. */
class CorrelationDocsTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void examples_withTheShippedRules_load() throws IOException {
        String page = Files.readString(Path.of("../docs/correlations.md"));
        List<RuleSource> files = new ArrayList<>();
        ShippedRules.files().forEach(file -> files.add(new RuleSource(file.name(), file.text())));
        Matcher example = EXAMPLE.matcher(page);
        while (example.find()) {
            files.add(new RuleSource("example-" + files.size(), example.group(1)));
        }

        Compilation compilation = RuleCompiler.compile(files, LoadedRules.options());

        assertThat(compilation.diagnostics()).isEmpty();
        assertThat(compilation.ruleSet().orElseThrow().correlations().alertItems()).hasSize(3);
    }

    @Test
    void shippedCorrelations_explained_sayWhatTheyCost() {
        List<RuleSource> files = new ArrayList<>();
        ShippedRules.files().forEach(file -> files.add(new RuleSource(file.name(), file.text())));

        String text =
                RuleCompiler.explain(files)
                        .description()
                        .orElseThrow()
                        .correlation("Downloaded file run")
                        .orElseThrow()
                        .text();

        assertThat(text)
                .contains("mode           host")
                .contains("key            evt.hostname, container.id, fd.name or fs.path.name")
                .contains("event types    creat, execve")
                .contains("shared macros  file_opened_for_writing")
                .contains("run by         slots: the newest beginning of each step");
    }
}
