// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SakerCommandTest {

    private static final String GOOD =
            """
            - rule: Shadow opened
              desc: d
              condition: evt.type = openat and fd.name = /etc/shadow
              output: "opened %fd.name"
              priority: WARNING
            """;

    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "up --help",
                "collector --help",
                "rules --help",
                "rules check --help",
                "rules push --help",
                "rules import-sigma --help",
                "rules import-falco-config --help",
                "rules status --help",
                "rules rollback --help",
                "replay --help",
                "topics --help",
                "topics create --help",
                "topics check --help",
                "scan --help",
                "capture --help",
                "capture record --help",
                "capture info --help",
                "capture print --help",
                "doctor --help",
                "version --help"
            })
    void help_ofEveryCommand_isPrinted(String arguments) {
        assertThat(run(arguments.split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: saker");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "up --fro 30s",
                "up --for 30",
                "up --publish some",
                "replay",
                "replay --topic saker.events.syscall",
                "replay --topic t@yesterday --kafka 127.0.0.1:1",
                "rules status",
                "rules check --priority grave x.yaml",
                "rules push --end-shadow --shadow --kafka 127.0.0.1:1",
                "topics",
                "topics create",
                "capture",
                "capture record",
                "capture record -o x --rotate 2",
                "capture record -o x --max-size 0",
                "collector"
            })
    void usage_thatIsWrong_isStatusTwo(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("Exception");
    }

    @Test
    void rulesCheck_goodFile_isStatusZero() throws IOException {
        assertThat(run("rules", "check", write(GOOD))).isZero();
        assertThat(out.toString()).contains("1 rules active, 0 inactive");
    }

    @Test
    void rulesCheck_fileWithAnError_pointsAtIt() throws IOException {
        String file = write(GOOD.replace("fd.name =", "fd.nmae ="));

        assertThat(run("rules", "check", file)).isEqualTo(1);
        assertThat(out.toString()).contains(file + ":3:", "^", "fd.nmae");
    }

    @Test
    void rulesCheck_asJson_isFalcosValidationResult() throws IOException {
        assertThat(run("rules", "check", "--json", write(GOOD))).isZero();
        assertThat(out.toString()).contains("falco_load_results", "\"successful\":true");
    }

    @Test
    void rulesCheck_filesThatCannotBeRead_areFindingsAndTheRestIsChecked() throws IOException {
        Path latin =
                Files.write(directory.resolve("latin.yaml"), new byte[] {'#', '\n', (byte) 0xE9});
        String wrong = write(GOOD.replace("fd.name =", "fd.nmae ="));

        assertThat(run("rules", "check", "/nowhere/rules.yaml", latin.toString(), wrong))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("LOAD_ERR_FILE_READ", "no such rules file: /nowhere/rules.yaml")
                .contains("byte 0xE9 at line 2, column 1", "fd.nmae");
        assertThat(err.toString()).doesNotContain("Exception");
    }

    @Test
    void rulesExplain_fileThatIsNotThere_isSaidInWords() {
        assertThat(run("rules", "explain", "/nowhere/rules.yaml")).isEqualTo(1);
        assertThat(err.toString()).startsWith("saker: no such rules file: /nowhere/rules.yaml");
    }

    @Test
    void rulesCheck_folder_takesItsRulesFilesByName() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("rules.d"));
        Files.writeString(folder.resolve("b.yml"), "- {rule: Shadow opened, enabled: false}");
        Files.writeString(folder.resolve("a.yaml"), GOOD);
        Files.writeString(folder.resolve("notes.txt"), "no rules");

        assertThat(run("rules", "check", folder.toString())).isZero();
        assertThat(out.toString()).contains("0 rules active, 0 inactive");
    }

    @Test
    void rulesCheck_withoutFiles_checksThoseWeShip() {
        assertThat(run("rules", "check")).isZero();
        assertThat(out.toString()).contains("rules active");
    }

    @Test
    void topicsCheck_withoutABroker_isSaidInWords() {
        assertThat(run("topics", "check", "--kafka", "127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("saker: cannot get an answer from Kafka at 127.0.0.1:1")
                .doesNotContain("\tat ");
    }

    @Test
    void topicsCheck_misspeltKeyInTheFile_isUsageAndNamesThePlace() throws IOException {
        Path file = directory.resolve("client.yaml");
        Files.writeString(file, "kafka: {bootstrap_servers: b:1}\ntopcis: {replication: 3}\n");

        assertThat(run("topics", "check", "-c", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(file + ":2:1", "did you mean 'topics'");
    }

    @Test
    void up_withABrokenRulesFile_saysWhereAndStartsNothing() throws IOException {
        String file = write(GOOD.replace("priority: WARNING", "priority: LOUD"));

        assertThat(run("up", "--no-probe", "--rules", file)).isEqualTo(1);
        assertThat(err.toString()).contains(file + ":5:").doesNotContain("kafka");
    }

    @Test
    void scan_recordingThatIsNotThere_isSaidBeforeRulesAreCompiled() throws IOException {
        String broken = write(GOOD.replace("evt.type", "evt.tpye"));

        assertThat(run("scan", "--capture", "missing.scap", "--rules", broken)).isEqualTo(1);
        assertThat(err.toString())
                .contains("no such recording: missing.scap")
                .doesNotContain("tpye");
    }

    @Test
    void importSigma_placeholders_areOfTheCommandLineAndTheFile() throws IOException {
        String sigma =
                write(
                        """
                        title: t
                        logsource: {category: process_creation, product: linux}
                        detection: {s: {User|expand: ['%admins%', '%robots%']}, condition: s}
                        """);
        Path file = directory.resolve("values.yaml");
        Files.writeString(file, "admins: [nobody]\nrobots: ci\n");

        assertThat(run("rules", "import-sigma", sigma)).isEqualTo(1);
        assertThat(err.toString()).contains(sigma + ":3:", "--placeholder admins=VALUE");
        assertThat(
                        run(
                                "rules",
                                "import-sigma",
                                sigma,
                                "--placeholders",
                                file.toString(),
                                "--placeholder",
                                "admins=root,adm"))
                .isZero();
        assertThat(out.toString()).containsPattern("in \\(\"root\",\\s+\"adm\",\\s+\"ci\"\\)");
    }

    private String write(String rules) throws IOException {
        return Files.writeString(directory.resolve("rules.yaml"), rules).toString();
    }

    private int run(String... arguments) {
        CommandLine command =
                SakerCommand.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
