// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rule of the talk that started this project, word for word. */
class TalkRuleTest {
    private static final String NAME = "Terminal shell in container";

    @Test
    void talkRule_isTakenAsItIs_withAWordOnItsDirection() throws IOException {
        List<Diagnostic> diagnostics =
                RuleCompiler.compile(List.of(talk()), LoadedRules.options()).diagnostics();

        assertThat(diagnostics).noneMatch(Diagnostic::isError);
    }

    @Test
    void shell_inAContainer_alerts() throws IOException {
        assertThat(match("/bin/bash", "3ad7b26ded6d")).containsExactly(NAME);
    }

    @Test
    void shell_onTheHost_isQuiet() throws IOException {
        assertThat(match("/bin/bash", "host")).isEmpty();
    }

    @Test
    void otherProgram_inAContainer_isQuiet() throws IOException {
        assertThat(match("/usr/sbin/nginx", "3ad7b26ded6d")).isEmpty();
    }

    private static List<String> match(String program, String container) throws IOException {
        return LoadedRules.tolerant(List.of(talk()))
                .match(
                        Map.of(
                                "evt.type", "execve",
                                "proc.exepath", program,
                                "container.id", container));
    }

    private static RuleSource talk() throws IOException {
        Path file = Path.of("src/test/resources/talk.yaml");
        return new RuleSource("talk.yaml", Files.readString(file));
    }
}
