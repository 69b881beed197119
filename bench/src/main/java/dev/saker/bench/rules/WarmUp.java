// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/**
 * Has something done until Java's compilers have settled. They come late to what only few events
 * come by, later still on a busy machine; who measures before has half of it in slow code, and
 * another half in the next run.
 */
final class WarmUp {
    private static final long REST_NANOS = 5_000_000_000L;
    private static final long MOST_NANOS = 90_000_000_000L;

    /** What still goes on in a rest: small methods that nobody waits for. */
    private static final long REST_MILLIS_OF_COMPILERS = 50;

    private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

    private WarmUp() {}

    /** Again and again, for 90 s at most. */
    static void with(Runnable round) {
        long start = System.nanoTime();
        long restStart = start;
        long compiled = COMPILERS.getTotalCompilationTime();
        while (System.nanoTime() - restStart < REST_NANOS
                && System.nanoTime() - start < MOST_NANOS) {
            round.run();
            if (COMPILERS.getTotalCompilationTime() - compiled > REST_MILLIS_OF_COMPILERS) {
                compiled = COMPILERS.getTotalCompilationTime();
                restStart = System.nanoTime();
            }
        }
    }
}
