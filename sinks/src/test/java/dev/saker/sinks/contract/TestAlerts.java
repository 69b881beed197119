// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.contract;

import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.util.List;
import java.util.stream.IntStream;

/** Alerts for tests: number n of rule r has the id n in 32 digits. */
public final class TestAlerts {

    /** What breaks careless encoders. */
    public static final String NASTY =
            "\"quoted\" \\back\\ line\nend\r tab\t nul\u0000 esc\u001b[31m {{rule}} ünï € \uD83E\uDD85";

    private TestAlerts() {}

    public static Alert alert(int number, String rule, String message) {
        return new Alert(
                id(number),
                rule,
                4,
                "syscall",
                1_700_000_000_123_456_789L + number,
                "node-1",
                message,
                List.of("mitre_execution", "container"),
                List.of(
                        new OutputField("proc.name", OutputValue.of("sh")),
                        new OutputField("proc.pid", OutputValue.of(4711L)),
                        new OutputField("fd.name", OutputValue.NULL)),
                List.of("node-1/1/2/3/0"),
                1);
    }

    public static Alert alert(int number) {
        return alert(number, "Rule " + number % 4, "message " + number);
    }

    /** Numbered from..to-1, over four keys. */
    public static List<Alert> alerts(int from, int to) {
        return IntStream.range(from, to).mapToObj(TestAlerts::alert).toList();
    }

    public static String id(int number) {
        return "%032d".formatted(number);
    }
}
