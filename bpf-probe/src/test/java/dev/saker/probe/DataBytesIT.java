// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** How much of what is read and written an event carries: Falco's snaplen. */
class DataBytesIT {
    @Test
    void dataBytes_asAskedFor_areInTheEvent() throws Exception {
        String text = "0123456789".repeat(7000);
        // Nothing else, and read as it comes: what others do on a busy machine fills a ring, and
        // messages go first then.
        ProbeOptions options =
                ProbeOptions.defaults().withEvents(LiveProbe.codes("PPME_SOCKET_SENDTO_X"));
        try (LiveProbe most = LiveProbe.open(options.withDataBytes(65_535));
                LiveProbe none = LiveProbe.open(options.withDataBytes(0))) {
            FutureTask<Deed> doing =
                    new FutureTask<>(() -> Deed.perform("sendto", text.substring(0, 60_000)));
            most.forget(); // what came while the other one was opened
            new Thread(doing).start();
            while (!doing.isDone()) {
                most.seen();
                none.seen();
            }
            Deed deed = doing.get();

            assertThat(most.last(deed, "sendto").text("data")).isEqualTo(text.substring(0, 60_000));
            assertThat(none.last(deed, "sendto").params().get("data")).isNull();
        }
    }

    @Test
    void dataBytes_ofMore_areCutAt65535() throws Exception {
        ProbeOptions options =
                ProbeOptions.defaults().withEvents(LiveProbe.codes("PPME_SYSCALL_WRITE_X"));
        String text = "0123456789".repeat(7000);
        try (LiveProbe live = LiveProbe.open(options.withDataBytes(65_535))) {
            Deed deed =
                    Deed.run(
                            List.of(
                                    Path.of("target", "script64").toAbsolutePath().toString(),
                                    "319",
                                    "'x",
                                    "0",
                                    ";",
                                    "1",
                                    "$0",
                                    "'" + text,
                                    "70000"));

            assertThat(live.of(deed.pid(), "write"))
                    .filteredOn(event -> event.number("size") == 70_000)
                    .singleElement()
                    .matches(event -> event.number("res") == 70_000)
                    .matches(event -> event.text("data").equals(text.substring(0, 65_535)));
        }
    }
}
