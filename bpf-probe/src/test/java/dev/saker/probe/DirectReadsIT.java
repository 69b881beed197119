// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The kernel's structures, read by loads and, as before 6.2, by helpers: the same events. */
class DirectReadsIT {
    /** Others are busy too, and closes go first when a ring fills. */
    private static final ProbeOptions ROOMY = ProbeOptions.defaults().withRings(64 << 20, 2);

    /** What grows while one probe reads it after the other. */
    private static final List<String> MOVING = List.of("vm_size", "vm_rss", "pgft_min", "pgft_maj");

    @Test
    void deeds_readEitherWay_areTheSameEvents() throws Exception {
        try (LiveProbe loads = LiveProbe.open(ROOMY, true)) {
            assertThat(NativeProbe.log()).as("fell back").doesNotContain("failed to load");
            heldToHelpers(loads);
        }
    }

    private static void heldToHelpers(LiveProbe loads) throws Exception {
        try (LiveProbe helpers = LiveProbe.open(ROOMY, false)) {
            long shell = shell("cat /etc/hostname >/dev/null & wait; exec /bin/sh -c 'exec true'");

            List<String> read = events(loads, shell);
            assertThat(read).isEqualTo(events(helpers, shell));
            assertThat(read).anyMatch(event -> event.startsWith("execve"));
            assertThat(read).anyMatch(event -> event.startsWith("openat"));
            assertThat(read).anyMatch(event -> event.startsWith("procexit"));
            assertThat(read).anyMatch(event -> event.matches("(clone3?|v?fork) .*cgroups=.*"));
        }
    }

    private static long shell(String script) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", script).inheritIO().start();
        assertThat(shell.waitFor()).isZero();
        return shell.pid();
    }

    /** Of the shell, and of the children that it made. */
    private static List<String> events(LiveProbe probe, long shell) {
        return probe.seen().stream()
                .filter(event -> event.tid() == shell || isChild(event, shell))
                .map(event -> event.name() + " " + still(event.params()))
                .toList();
    }

    private static boolean isChild(SeenEvent event, long shell) {
        return String.valueOf(shell).equals(String.valueOf(event.params().get("ptid")));
    }

    private static Map<String, Object> still(Map<String, ?> params) {
        Map<String, Object> kept = new TreeMap<>(params);
        MOVING.forEach(kept::remove);
        return kept;
    }
}
