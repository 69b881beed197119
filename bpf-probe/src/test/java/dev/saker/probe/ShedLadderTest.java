// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShedLadderTest {
    private final ShedLadder ladder = new ShedLadder();

    @ParameterizedTest
    @CsvSource({"0,0", "49,0", "50,1", "59,1", "60,2", "70,3", "80,4", "90,5", "99,5", "100,6"})
    void look_fromNothingShed_beginsAStepEveryTenPoints(int percent, int steps) {
        ladder.look(percent);

        assertThat(ladder.shedding()).isEqualTo(steps);
    }

    @Test
    void look_asItEmpties_endsAStepTwentyPointsBelowWhereItBegan() {
        ladder.look(72);
        ladder.look(51);
        assertThat(ladder.shedding()).isEqualTo(3);
        ladder.look(49);
        assertThat(ladder.shedding()).isEqualTo(2);
        ladder.look(30);
        assertThat(ladder.shedding()).isEqualTo(1);
        ladder.look(29);
        assertThat(ladder.shedding()).isZero();
    }

    @Test
    void order_ofSteps_isByWhatAnEventIsWorth() {
        assertThat(step("PPME_SYSCALL_READ_X", false)).isEqualTo(0);
        assertThat(step("PPME_SYSCALL_READ_X", true)).isEqualTo(0);
        assertThat(step("PPME_SOCKET_SENDTO_X", false)).isEqualTo(1);
        assertThat(step("PPME_SYSCALL_CLOSE_X", false)).isEqualTo(2);
        assertThat(step("PPME_SYSCALL_OPENAT_2_X", true)).isEqualTo(3);
        assertThat(step("PPME_SYSCALL_UNLINKAT_2_X", false)).isEqualTo(4);
        assertThat(step("PPME_SYSCALL_OPENAT_2_X", false)).isEqualTo(5);
        int never = ShedStep.values().length;
        assertThat(step("PPME_SYSCALL_EXECVE_19_X", true)).isEqualTo(never);
        assertThat(step("PPME_SOCKET_CONNECT_X", true)).isEqualTo(never);
        assertThat(step("PPME_PROCEXIT_1_E", false)).isEqualTo(never);
        assertThat(step("PPME_SYSCALL_SETUID_X", false)).isEqualTo(never);
        assertThat(step("PPME_SYSCALL_PTRACE_X", false)).isEqualTo(never);
    }

    /** But for what a message says of its socket, and closes, which the next open makes good. */
    @Test
    void steps_thatTheKernelSheds_leaveTheHostsStateRight() {
        Probe.supportedEvents().stream()
                .filter(code -> changesState(EventTable.get().event(code)))
                .forEach(
                        code ->
                                assertThat(ShedLadder.stepOf(code, false))
                                        .as(EventTable.get().event(code).codeName())
                                        .isIn(
                                                ShedStep.TRAFFIC.ordinal(),
                                                ShedStep.CLOSE.ordinal(),
                                                ShedStep.OPEN.ordinal(),
                                                ShedStep.values().length));
    }

    private static boolean changesState(EventInfo event) {
        return event.has(EventFlag.MODIFIES_STATE)
                || event.has(EventFlag.CREATES_FD)
                || event.has(EventFlag.DESTROYS_FD);
    }

    private static int step(String event, boolean failed) {
        return ShedLadder.stepOf(EventTable.get().byCodeName(event).code(), failed);
    }
}
