// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TraceIT {
    private static final int SCAP_PEEKDATA = 3;
    private static final int SCAP_POKEDATA = 6;
    private static final int SCAP_ATTACH = 11;
    private static final int SCAP_DETACH = 12;
    private static final int SCAP_SETREGS = 27;
    private static final int ESRCH = -3;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    @Test
    void ptrace_ofChild_hasWhatEachRequestMeans() throws Exception {
        Deed deed = Deed.perform("ptrace");
        long child = deed.get("child");
        String address = Long.toHexString(deed.get("address")).toUpperCase(java.util.Locale.ROOT);

        List<SeenEvent> events = live.of(deed.pid(), "ptrace");

        assertThat(events)
                .extracting(event -> event.params())
                .containsExactly(
                        ptrace("0", "0", SCAP_ATTACH, child),
                        ptrace(address, "1122334455667788", SCAP_PEEKDATA, child),
                        ptrace(address, "42", SCAP_POKEDATA, child),
                        ptrace("0", "SIGKILL", SCAP_DETACH, child));
    }

    private static java.util.Map<String, Object> ptrace(
            String address, String data, int request, long pid) {
        return params("res", 0, "addr", address, "data", data, "request", request, "pid", pid);
    }

    @Test
    void ptrace_failure_hasRequestAndZeroes() throws Exception {
        Deed deed = Deed.perform("ptrace_failing", "13");

        assertThat(live.last(deed, "ptrace").params())
                .isEqualTo(
                        params(
                                "res",
                                ESRCH,
                                "addr",
                                "0",
                                "data",
                                "0",
                                "request",
                                SCAP_SETREGS,
                                "pid",
                                1 << 30));
    }
}
