// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.probe.Probe;
import dev.saker.rules.plan.KernelFilter;
import dev.saker.scap.EventTable;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateEventsTest {

    @Test
    void filter_callThatKeepsStateThoughItFailed_isAll() {
        assertThat(StateEvents.filter(code("PPME_SOCKET_CONNECT_X"))).isEqualTo(KernelFilter.ALL);
        assertThat(StateEvents.filter(code("PPME_SOCKET_GETSOCKOPT_X")))
                .isEqualTo(KernelFilter.ALL);
        assertThat(StateEvents.filter(code("PPME_PROCEXIT_1_E"))).isEqualTo(KernelFilter.ALL);
    }

    @Test
    void filter_open_isSuccess() {
        assertThat(StateEvents.filter(code("PPME_SYSCALL_OPENAT_2_X")))
                .isEqualTo(KernelFilter.SUCCEEDED);
    }

    @Test
    void plan_ofNoRules_keepsTheStateAndPublishesNothing() {
        SensorPlan plan = SensorPlan.following(List.of(), new BitSet(), Set.of(), 0);
        BitSet state = StateEvents.codes();
        state.and(Probe.supportedEvents());

        assertThat(plan.published().isEmpty()).isTrue();
        assertThat(plan.captured()).isEqualTo(state);
    }

    private static int code(String name) {
        return EventTable.get().byCodeName(name).code();
    }
}
