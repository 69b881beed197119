// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Verifiers up to Linux 6.1's, at least, refuse a loop whose begin is come back to by falling
 * through. Clang makes such ones when it is free to lay code out, and the verifier of today does
 * not mind: the probe would not load there, and no other test would show it.
 */
class ProgramLoopsTest {
    @Test
    void loops_areEnteredByJumpsAlone() throws Exception {
        List<BpfCode> programs = BpfCode.programs(NativeProbe.object());

        assertThat(programs).hasSizeGreaterThan(80);
        assertThat(programs).filteredOn(BpfCode::fallsBackIntoALoop).isEmpty();
    }
}
