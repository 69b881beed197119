// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExitIT {
    private static final int SIGKILL = 9;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    @Test
    void procexit_byExit_hasCode() throws Exception {
        Deed deed = Deed.perform("exit", "7");

        assertThat(live.last(deed, "procexit").params())
                .isEqualTo(
                        params("status", 7 << 8, "ret", 7, "sig", 0, "core", 0, "reaper_tid", 0));
    }

    @Test
    void procexit_bySignal_hasSignal() throws Exception {
        Deed deed = Deed.perform("kill_self", "9");

        assertThat(live.last(deed, "procexit").params())
                .isEqualTo(
                        params(
                                "status",
                                SIGKILL,
                                "ret",
                                0,
                                "sig",
                                SIGKILL,
                                "core",
                                0,
                                "reaper_tid",
                                0));
    }

    @Test
    void procexit_ofEveryThread_isSeenOnce() throws Exception {
        Deed deed = Deed.perform("thread");

        assertThat(live.of(deed.pid(), "procexit")).hasSize(1);
        assertThat(live.of(deed.get("thread"), "procexit")).hasSize(1);
    }

    @Test
    void procexit_ofParent_namesSubreaperForItsChildren() throws Exception {
        Deed deed = Deed.perform("orphan", "1");

        SeenEvent event = live.of(deed.get("parent"), "procexit").get(0);
        assertThat(event.number("ret")).isEqualTo(3);
        assertThat(event.number("reaper_tid")).isEqualTo(deed.pid());
    }

    @Test
    void procexit_ofParentWithoutSubreaper_namesAnAncestor() throws Exception {
        Deed deed = Deed.perform("orphan", "0");

        long reaper = live.of(deed.get("parent"), "procexit").get(0).number("reaper_tid");
        assertThat(reaper).isPositive().isNotEqualTo(deed.pid());
        assertThat(ProcessHandle.of(reaper)).isPresent();
    }
}
