// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Starts a deed when a recording has begun, and gives it time to be seen before that ends. */
final class DeedDone implements BooleanSupplier {
    private static final Duration FOR = Duration.ofSeconds(1);

    private final Thread deed;
    private long since;

    DeedDone(Thread deed) {
        this.deed = deed;
    }

    @Override
    public boolean getAsBoolean() {
        if (deed.getState() == Thread.State.NEW) {
            deed.start();
        }
        if (since == 0 && deed.getState() == Thread.State.TERMINATED) {
            since = System.nanoTime();
        }
        return since != 0 && System.nanoTime() - since > FOR.toNanos();
    }
}
