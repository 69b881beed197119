// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long each step of the end took, for the log: somebody waits for it at the terminal. */
final class StopWatch {

    private final List<String> steps = new ArrayList<>();
    private long lastNanos = System.nanoTime();

    void step(String name) {
        long now = System.nanoTime();
        steps.add(name + "=" + TimeUnit.NANOSECONDS.toMillis(now - lastNanos));
        lastNanos = now;
    }

    /** Milliseconds by step, in their order. */
    @Override
    public String toString() {
        return String.join(" ", steps);
    }
}
