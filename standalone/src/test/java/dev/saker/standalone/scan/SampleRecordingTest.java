// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.match.MatchMode;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.FalcoText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRecordingTest {
    private static final String RULES =
            """
            - rule: opened
              desc: a file of the sample is opened
              condition: evt.type = openat and fd.name = /srv/f3 and proc.name startswith tool
              output: opened %fd.name by %proc.exepath
              priority: INFO
            - rule: connected
              desc: the sample's connection
              condition: evt.type = connect and fd.sport = 80 and proc.args = --sample
              output: connected %fd.name
              priority: INFO
            """;

    @TempDir private Path folder;

    @Test
    void sample_isReadWholeAndUnderstood() throws IOException {
        Path file = folder.resolve("sample.scap");

        SampleRecording.main(new String[] {file.toString()});

        List<String> outputs = new ArrayList<>();
        RuleSet rules =
                RuleCompiler.compile(
                                List.of(new RuleSource("rules.yaml", RULES)), ScanRules.options())
                        .ruleSet()
                        .orElseThrow();
        Scan scan =
                new Scan(
                        rules,
                        MatchMode.ALL,
                        false,
                        (alert, event) -> outputs.add(FalcoText.line(alert)));
        try (RecordingReader reader = RecordingReader.open(file)) {
            scan.run(reader);
            assertThat(reader.counts().events()).isEqualTo(400 * 16);
        }
        assertThat(scan.summary().text()).doesNotContain("Passed over", "nobody recorded");
        assertThat(outputs).hasSize(800);
        assertThat(outputs.get(0)).contains("opened /srv/f3 by /usr/bin/tool1");
        assertThat(outputs.get(1)).contains("connected 127.0.0.1:40000->127.0.0.1:80");
    }

    /** Sysdig reads with libscap, as Falco and Stratoshark do; here with one of any age. */
    @Test
    void sample_isOpenedBySysdig() throws Exception {
        Path file = folder.resolve("sample.scap");
        SampleRecording.main(new String[] {file.toString()});

        assertThat(
                        sysdig(
                                file,
                                "evt.type = openat and fd.name = /srv/f3",
                                "%fd.num %proc.name %proc.args %user.name"))
                .hasSize(400)
                .startsWith("6 tool1 --sample root", "6 tool2 --sample root");
    }

    private List<String> sysdig(Path file, String filter, String format) throws Exception {
        assumeTrue(hasSysdig(), "sysdig: not installed");
        Path out = folder.resolve("out");
        int status =
                new ProcessBuilder("sysdig", "-r", file.toString(), "-p", format, filter)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start()
                        .waitFor();
        assertThat(status).as(Files.readString(out)).isZero();
        return Files.readAllLines(out);
    }

    private static boolean hasSysdig() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "sysdig")));
    }
}
