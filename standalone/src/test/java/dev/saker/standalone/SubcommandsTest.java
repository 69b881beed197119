// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SubcommandsTest {
    @Test
    void everyCommand_isKnownByTheNameItGivesItself() {
        List<String> differing = new ArrayList<>();
        compareNames(SakerCommand.commandLine(), differing);

        assertThat(differing).isEmpty();
    }

    @Test
    void startWithACommand_makesThatAlone() {
        CommandLine rules = SakerCommand.commandLine("rules", "check", "a.yaml");

        assertThat(rules.getSubcommands()).containsOnlyKeys("rules");
        assertThat(rules.getSubcommands().get("rules").getSubcommands()).containsOnlyKeys("check");
    }

    @Test
    void startWithSomethingElse_makesAll() {
        int all = SakerCommand.commandLine().getSubcommands().size();

        assertThat(all).isEqualTo(12);
        for (String first : List.of("help", "--help", "--version", "scna", "")) {
            assertThat(SakerCommand.commandLine(first).getSubcommands()).hasSize(all);
        }
        CommandLine rules = SakerCommand.commandLine("rules").getSubcommands().get("rules");
        assertThat(rules.getSubcommands()).hasSize(10);
    }

    @Test
    void whatIsSaid_isTheSameAsOfTheWholeTree() {
        List<List<String>> starts =
                List.of(
                        List.of("scan", "--help"),
                        List.of("rules", "--help"),
                        List.of("rules", "check", "--help"),
                        List.of("rules", "chekc"),
                        List.of("capture"),
                        List.of("scan", "--captrue", "x"),
                        List.of("topics", "create", "--help"),
                        List.of("help", "scan"));
        for (List<String> start : starts) {
            String[] words = start.toArray(String[]::new);

            assertThat(run(SakerCommand.commandLine(words), words))
                    .as("%s", start)
                    .isEqualTo(run(SakerCommand.commandLine(), words))
                    .hasSizeGreaterThan(20);
        }
    }

    private static void compareNames(CommandLine parent, List<String> differing) {
        for (Map.Entry<String, CommandLine> below : parent.getSubcommands().entrySet()) {
            if (!below.getKey().equals(below.getValue().getCommandName())) {
                differing.add(below.getKey());
            }
            compareNames(below.getValue(), differing);
        }
    }

    private static String run(CommandLine command, String... words) {
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said, true);
        int code = command.setOut(to).setErr(to).execute(words);
        return code + " " + said;
    }
}
