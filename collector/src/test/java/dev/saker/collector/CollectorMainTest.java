// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody reads whose collector does not start. */
class CollectorMainTest {
    @TempDir Path directory;

    @Test
    void kernelModule_thatIsNotThere_isSaidAndNothingElse() throws Exception {
        assumeFalse(Files.exists(Path.of("/dev/falco0")), "kernel module: it is loaded here");

        Run run = run("capture: {source: kmod}");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.said())
                .isEqualTo(
                        "saker collector: there is no /dev/falco0: Falco's kernel module is not"
                                + " loaded; without it leave out capture.source: kmod\n");
    }

    @Test
    void exclusions_withTheKernelModule_areRefusedWithTheirPlace() throws Exception {
        Run run = run("capture: {source: kmod}\nexclude: {pids: [7]}");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.said())
                .contains("collector.yaml:", "exclude has no meaning with capture.source: kmod");
    }

    @Test
    void source_thatIsNone_isRefusedWithThoseThatAre() throws Exception {
        Run run = run("capture: {source: kmodule}");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.said()).contains("collector.yaml:3:", "probe", "kmod");
    }

    private record Run(int status, String said) {}

    private Run run(String lines) throws Exception {
        Path file = directory.resolve("collector.yaml");
        String head =
                "kafka: {bootstrap_servers: 'localhost:1'}\nlock: "
                        + directory.resolve("lock")
                        + "\n";
        Files.writeString(file, head + lines + "\n");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            int status = CollectorMain.run(file, err);
            return new Run(status, said.toString(StandardCharsets.UTF_8));
        }
    }
}
