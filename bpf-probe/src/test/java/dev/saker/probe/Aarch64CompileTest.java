// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs for the machine that these tests do not run on. */
class Aarch64CompileTest {
    @TempDir Path folder;

    @Test
    void programs_forAarch64_compileWithoutAWarning() throws Exception {
        Path headers =
                Path.of(
                        "/usr/include",
                        System.getProperty("os.arch").equals("amd64")
                                ? "x86_64-linux-gnu"
                                : "aarch64-linux-gnu");
        assumeTrue(Files.exists(headers), "aarch64 compile: no headers in " + headers);
        Path object = folder.resolve("probe.o");
        Process clang =
                new ProcessBuilder(
                                List.of(
                                        "clang",
                                        "-g",
                                        "-O2",
                                        "-Wall",
                                        "-Werror",
                                        "-target",
                                        "bpf",
                                        "-mcpu=v3",
                                        "-D__TARGET_ARCH_arm64",
                                        "-I" + headers,
                                        "-c",
                                        "src/main/bpf/probe.bpf.c",
                                        "-o",
                                        object.toString()))
                        .redirectErrorStream(true)
                        .start();

        String said = new String(clang.getInputStream().readAllBytes());

        assertThat(clang.waitFor()).as(said).isZero();
        assertThat(object).isNotEmptyFile();
    }
}
