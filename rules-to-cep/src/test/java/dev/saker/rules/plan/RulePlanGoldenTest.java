// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.scap.EventFlag;
import dev.saker.scap.EventTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan of a small set of rules, as people and programs see it. */
class RulePlanGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden/plan");

    private static final String[] SUPPORTED = {
        "open",
        "openat",
        "unlink",
        "unlinkat",
        "rmdir",
        "mkdir",
        "setuid",
        "close",
        "read",
        "syscall"
    };

    private final RulePlanText text = text();

    @Test
    void text_mixedRules_saysWhoAsksForWhat() throws IOException {
        assertGolden("mixed.txt", text.text());
    }

    @Test
    void json_mixedRules_saysTheSame() throws IOException {
        assertGolden("mixed.json", text.json() + "\n");
    }

    private static void assertGolden(String name, String rendered) throws IOException {
        Path golden = FOLDER.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(golden));
    }

    private static RulePlanText text() {
        try {
            String rules = Files.readString(FOLDER.resolve("mixed.yaml"));
            Compilation compilation =
                    RuleCompiler.compile(
                            List.of(new RuleSource("mixed.yaml", rules)),
                            CompilerOptions.defaults());
            RuleSet set = compilation.ruleSet().orElseThrow();
            RulePlan plan = RulePlanner.plan(set, codes(SUPPORTED), codes("read", "syscall"));
            return new RulePlanText(
                    plan, set, codes("openat", "setuid", "close"), code -> KernelFilter.SUCCEEDED);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BitSet codes(String... names) {
        BitSet codes = new BitSet();
        for (String name : names) {
            EventTable.get().byName(name).stream()
                    .filter(event -> event.isExit() && !event.has(EventFlag.OLD_VERSION))
                    .forEach(event -> codes.set(event.code()));
        }
        return codes;
    }
}
