// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.start;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.match.MatchMode;
import dev.saker.scap.file.RecordingReader;
import dev.saker.standalone.scan.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Takes a small rule all the way, and the beginning of the recording through it, in a thread of its
 * own, while the first one is still busy with the arguments and the rules: tables are read, classes
 * made ready and code compiled that the scan needs. Nothing depends on it, and nothing of it is
 * kept.
 */
public final class StartAhead {
    private static final String CAPTURE = "--capture";

    /** About as many as there is time for until the rules of a user are ready. */
    private static final long BLOCKS = 100_000;

    /** Asks for something of each kind, and is never broken. */
    private static final RuleSource RULE =
            new RuleSource(
                    "start",
                    """
                    - list: names
                      items: [a, b]
                    - macro: opened
                      condition: evt.type in (open, openat) and evt.is_open_read = true
                    - rule: start
                      desc: d
                      condition: opened and fd.name startswith /no/such and not proc.name in (names)
                      output: o %proc.name
                      priority: DEBUG
                    """);

    private StartAhead() {}

    /** What to start beside a command; nothing beside one that is no scan, or on one processor. */
    public static Optional<Thread> of(String... arguments) {
        boolean helps =
                arguments.length > 0
                        && arguments[0].equals("scan")
                        && Runtime.getRuntime().availableProcessors() > 1;
        return helps ? Optional.of(thread(recording(arguments))) : Optional.empty();
    }

    private static Thread thread(String recording) {
        Thread thread = new Thread(() -> run(recording), "start-ahead");
        thread.setDaemon(true);
        // Whatever it meets the scan will meet, and say.
        thread.setUncaughtExceptionHandler((ended, reason) -> {});
        return thread;
    }

    /** Empty if none is named. */
    private static String recording(String... arguments) {
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].startsWith(CAPTURE + "=")) {
                return arguments[i].substring(CAPTURE.length() + 1);
            }
            if (arguments[i - 1].equals(CAPTURE)) {
                return arguments[i];
            }
        }
        return "";
    }

    private static void run(String recording) {
        RuleSet rules =
                RuleCompiler.compile(List.of(RULE), CompilerOptions.defaults())
                        .ruleSet()
                        .orElseThrow();
        Scan scan = new Scan(rules, MatchMode.ALL, false, (alert, event) -> {});
        // A pipe can be read once only.
        if (!Files.isRegularFile(Path.of(recording))) {
            return;
        }
        try (RecordingReader reader = RecordingReader.open(Path.of(recording))) {
            scan.run(reader, BLOCKS);
        } catch (IOException damaged) {
            return; // the scan will say so
        }
    }
}
