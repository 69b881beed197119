// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.saker.standalone.SakerCommand;
import dev.saker.standalone.scan.SampleRecording;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartAheadTest {
    @TempDir Path directory;

    @BeforeEach
    void twoProcessors() {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("StartAhead: beside a start there is a second processor only")
                .isGreaterThan(1);
    }

    @Test
    void otherCommands_startNothing() {
        assertThat(StartAhead.of("rules", "check")).isEmpty();
        assertThat(StartAhead.of()).isEmpty();
    }

    @Test
    void scan_besideIt_findsTheSame() throws Exception {
        Path sample = directory.resolve("sample.scap");
        SampleRecording.main(new String[] {sample.toString()});
        Path rules =
                Files.writeString(
                        directory.resolve("rules.yaml"),
                        """
                        - rule: start
                          desc: d
                          condition: evt.type = connect
                          output: o %proc.name %evt.num
                          priority: DEBUG
                        """);
        String[] scan = {"scan", "--capture=" + sample, "--rules", rules.toString(), "--json"};
        String alone = run(scan);

        Thread beside = StartAhead.of(scan).orElseThrow();
        beside.start();

        assertThat(run(scan)).isEqualTo(alone).contains("start");
        beside.join();
    }

    @Test
    void whatCannotBeScanned_isNotItsToTell() throws Exception {
        Path damaged = Files.writeString(directory.resolve("damaged.scap"), "no recording");
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            for (String file : new String[] {damaged.toString(), "missing", "bad\0name", ""}) {
                Thread beside = StartAhead.of("scan", "--capture", file).orElseThrow();
                beside.start();
                beside.join();
            }
        } finally {
            System.setErr(before);
        }

        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static String run(String... words) {
        StringWriter out = new StringWriter();
        int code =
                SakerCommand.commandLine(words)
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(new StringWriter(), true))
                        .execute(words);
        return code + " " + out;
    }
}
