// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeOptionsTest {
    private final ProbeOptions options = ProbeOptions.defaults();

    @Test
    void defaults_captureEverythingButThisProcess() {
        assertThat(options.events().whole()).isEqualTo(Probe.ordinaryEvents());
        assertThat(options.excludedPids()).containsExactly((int) ProcessHandle.current().pid());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4096, 100_000, 1 << 30})
    void ringSize_thatNoRingCanHave_isRefused(int bytes) {
        assertThatThrownBy(() -> options.withRings(bytes, 1))
                .hasMessageContaining("power of two")
                .hasMessageContaining(Integer.toString(bytes));
    }

    @Test
    void cpusPerRing_ofZero_isRefused() {
        assertThatThrownBy(() -> options.withRings(1 << 20, 0)).hasMessageContaining("not 0");
    }

    @Test
    void reorderWindow_ofMinutes_isRefused() {
        assertThatThrownBy(() -> options.withReorderWindow(Duration.ofMinutes(1)))
                .hasMessageContaining("PT1M");
    }

    @Test
    void events_givenAsBitSet_areCopied() {
        options.events().whole().clear();

        assertThat(options.events().whole().isEmpty()).isFalse();
    }
}
