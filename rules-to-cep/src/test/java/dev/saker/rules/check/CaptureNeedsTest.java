// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Capture;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.InactiveRule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which conditions hang on a field that is not captured, and where they name it. */
class CaptureNeedsTest {
    private static final String MISSING = "fd.name";
    private static final CompilerOptions WITHOUT =
            CompilerOptions.defaults().withCapture(new Capture(new BitSet(), Set.of(MISSING)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proc.name = a or fd.name = b",
                "proc.name = a and (user.name = c or fd.name startswith b)",
                "not fd.name = x",
                "not (proc.name = a and not fd.name = x)",
                "fd.name exists",
                "fd.name in (a, b)",
                "fd.name pmatch (/a, /b)",
                "fd.name = anyof (a, b)",
                "fd.name != \"\"",
                "tolower(fd.name) = x",
                "len(tolower(fd.name)) > 3",
                "proc.name = val(fd.name)",
                "proc.name = tolower(fd.name)",
                "concat(proc.name, fd.name) = x",
                "join(\",\", (proc.name, fd.name)) = x",
                "evt.num = 0 or fd.name = a",
                "evt.num > 0 and fd.name = a",
            })
    void condition_thatHangsOnAMissingField_makesTheRuleInactiveAtItsPlace(String condition) {
        String file = file(condition);

        List<InactiveRule> inactive = inactive(file);

        assertThat(inactive).hasSize(1);
        assertThat(inactive.get(0).reason()).isEqualTo("field fd.name is not captured");
        assertThat(inactive.get(0).span().line()).isEqualTo(3);
        assertThat(inactive.get(0).span().column())
                .isEqualTo(file.lines().toList().get(2).indexOf(MISSING) + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proc.name = a",
                "evt.num = 0 and fd.name = a",
                "not (evt.num = 0 and fd.name = a)",
                "proc.name = a or (evt.num < 1 and fd.name = a)",
                "evt.num > 0 or fd.name = a",
                "fd.name in ()",
                "not fd.name in ()",
                "proc.name = a or fd.name pmatch ()",
                "proc.name = a and not (evt.num in (0) and fd.name exists)",
            })
    void condition_thatIsSettledWithoutTheField_leavesTheRuleActive(String condition) {
        assertThat(inactive(file(condition))).isEmpty();
    }

    private static List<InactiveRule> inactive(String file) {
        Compilation compilation =
                RuleCompiler.compile(List.of(new RuleSource("f.yaml", file)), WITHOUT);
        return compilation
                .ruleSet()
                .orElseThrow(() -> new AssertionError(compilation.diagnostics().toString()))
                .inactive();
    }

    private static String file(String condition) {
        return "- rule: r\n  desc: d\n  condition: evt.type = open and ("
                + condition
                + ")\n  output: o\n  priority: INFO\n";
    }
}
