// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.scan;

import com.sun.management.ThreadMXBean;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.match.MatchMode;
import dev.saker.scap.file.RecordingReader;
import dev.saker.standalone.scan.Scan;
import dev.saker.standalone.scan.ScanRules;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a scan allocates an event once it is warm: in a second scan of the same recording. */
public final class ScanAllocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ScanAllocation() {}

    public static void main(String[] arguments) throws IOException {
        Path recording = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        RuleSource source = new RuleSource(file.toString(), Files.readString(file));
        CompilerOptions options = ScanRules.options();
        RuleSet rules =
                RuleCompiler.compile(List.of(source), options)
                        .ruleSet()
                        .orElseThrow(() -> new IllegalStateException("the rules do not compile"));
        scan(rules, recording);
        System.out.printf("%.1f bytes an event%n", scan(rules, recording));
    }

    private static double scan(RuleSet rules, Path recording) throws IOException {
        Scan scan = new Scan(rules, MatchMode.FIRST, false, (alert, event) -> {});
        try (RecordingReader reader = RecordingReader.open(recording)) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            scan.run(reader);
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            return (double) bytes / reader.counts().events();
        }
    }
}
