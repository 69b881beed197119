// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever way a program is started, or is not: one event each. */
class ExecOnceIT {
    private static final int ROUNDS = 200;

    @Test
    void execs_ofManyProcessesAtOnce_areSeenOnceEach() throws Exception {
        try (LiveProbe live = LiveProbe.open()) {
            String script =
                    "for i in $(seq "
                            + ROUNDS
                            + "); do /bin/true saker-$i & (exec /no/such/saker-$i) 2>/dev/null;"
                            + " done; wait";
            Process shell = new ProcessBuilder("sh", "-c", script).start();
            assertThat(shell.waitFor()).isZero();

            Map<String, List<SeenEvent>> execs =
                    live.seen().stream()
                            .filter(event -> event.name().startsWith("execve"))
                            .filter(event -> what(event).matches("/bin/true saker-.*|/no/such/.*"))
                            .collect(Collectors.groupingBy(ExecOnceIT::what));

            assertThat(execs).hasSize(2 * ROUNDS);
            assertThat(execs.values()).allMatch(events -> events.size() == 1);
            assertThat(execs.values())
                    .allMatch(
                            events ->
                                    isSuccess(events.get(0))
                                            != what(events.get(0)).contains("/no/"));
            assertThat(live.probe().drops().lost()).isZero();
        }
    }

    private static String what(SeenEvent event) {
        return event.text("filename") + " " + event.params().get("args");
    }

    private static boolean isSuccess(SeenEvent event) {
        return event.number("res") == 0;
    }
}
