// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeRequirementsTest {
    private static final String ALL = "000001ffffffffff";
    private static final String NONE = "0000000000000000";
    private static final String BPF_AND_PERFMON = "000000c000000000";

    @TempDir Path root;

    private void machine(boolean btf, String capabilities) throws Exception {
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(
                root.resolve("proc/self/status"), "Name:\tjava\nCapEff:\t" + capabilities + "\n");
        if (btf) {
            Files.createDirectories(root.resolve("sys/kernel/btf"));
            Files.createFile(root.resolve("sys/kernel/btf/vmlinux"));
        }
    }

    @Test
    void missing_onSuitableMachine_isEmpty() throws Exception {
        machine(true, ALL);

        assertThat(ProbeRequirements.missing(root)).isEmpty();
    }

    @Test
    void missing_withTheTwoCapabilities_isEmpty() throws Exception {
        machine(true, BPF_AND_PERFMON);

        assertThat(ProbeRequirements.missing(root)).isEmpty();
    }

    @Test
    void missing_withoutBtf_namesKernelOption() throws Exception {
        machine(false, ALL);

        assertThat(ProbeRequirements.missing(root))
                .singleElement()
                .asString()
                .contains("CONFIG_DEBUG_INFO_BTF");
    }

    @Test
    void missing_withoutCapabilities_saysHowToGetThem() throws Exception {
        machine(true, NONE);

        assertThat(ProbeRequirements.missing(root))
                .singleElement()
                .asString()
                .contains("run as root")
                .contains("CAP_BPF");
    }

    @Test
    void missing_withoutProc_countsAsWithoutCapabilities() {
        assertThat(ProbeRequirements.missing(root)).hasSize(2);
    }
}
