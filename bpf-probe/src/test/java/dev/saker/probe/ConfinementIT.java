// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfinementIT {
    @Test
    void process_confined_keepsWhatReadingProcTakesAndGoesOnSeeing() throws Exception {
        assumeTrue(ProbeRequirements.missing().isEmpty(), "confinement: needs a live probe");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ConfinedMain.class.getName())
                        .redirectErrorStream(true)
                        .start();

        List<String> said = new String(process.getInputStream().readAllBytes()).lines().toList();

        assertThat(process.waitFor()).as("%s", said).isZero();
        String kept = String.format("%016x", Confinement.READING_OF_PROCESSES);
        assertThat(said.get(0))
                .isEqualTo(
                        "[CapAmb:0000000000000000, CapBnd:%s, CapEff:%s, CapInh:0000000000000000,"
                                        .formatted(kept, kept)
                                + " CapPrm:%s, NoNewPrivs:1]".formatted(kept));
        assertThat(said.get(1)).isEqualTo("environment of another user's: read");
        assertThat(said.get(2)).isEqualTo("second probe: refused");
        assertThat(said.get(3)).isEqualTo("seen 1");
    }
}
