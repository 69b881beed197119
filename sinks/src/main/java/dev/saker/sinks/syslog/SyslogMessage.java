// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.syslog;

import dev.saker.schemas.Alert;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An alert after RFC 5424. The alert id is the MSGID, whose limit of 32 characters it just meets;
 * Falco's priorities are syslog's severities.
 */
final class SyslogMessage {

    private static final String NONE = "-";
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_ID = 32;
    private static final int SEVERITIES = 8;
    private static final long MICROS = 1_000_000L;

    /** RFC 5424 allows six digits of a second and no more. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private SyslogMessage() {}

    static byte[] of(Alert alert, SyslogOptions options) {
        String text =
                "<%d>1 %s %s %s - %s - %s"
                        .formatted(
                                options.facility() * SEVERITIES + alert.priority(),
                                time(alert.time()),
                                printable(alert.node(), LONGEST_HOST),
                                options.appName(),
                                printable(alert.alertId(), LONGEST_ID),
                                options.form().line(alert));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String time(long nanos) {
        long micros = Math.floorDiv(nanos, 1000L);
        return TIME.format(
                Instant.ofEpochSecond(
                        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000));
    }

    /** The header has room for printable ASCII only. */
    private static String printable(String text, int longest) {
        String kept = text.replaceAll("[^!-~]", "_");
        return kept.isEmpty() ? NONE : kept.substring(0, Math.min(longest, kept.length()));
    }
}
