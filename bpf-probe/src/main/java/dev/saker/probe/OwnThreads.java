// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.io.File;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * The threads of this process: the kernel module has no way to leave them out, and a collector that
 * tells of itself has always something to tell. Looked up once a second; a thread is known a second
 * after it began at the latest. For the reading thread.
 */
final class OwnThreads {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    private final File tasks;
    private BitSet tids = new BitSet();
    private long lookedAt;

    OwnThreads(Path tasks) {
        this.tasks = tasks.toFile();
        look();
    }

    /** Of nobody. */
    static OwnThreads none() {
        return new OwnThreads(Path.of("/nowhere"));
    }

    boolean contains(long tid) {
        return tid >= 0 && tid <= Integer.MAX_VALUE && tids.get((int) tid);
    }

    /** Now and then, between events. */
    void refresh() {
        if (System.nanoTime() - lookedAt > EVERY) {
            look();
        }
    }

    private void look() {
        lookedAt = System.nanoTime();
        String[] names = tasks.list();
        BitSet found = new BitSet();
        if (names != null) {
            for (String name : names) {
                found.set(Integer.parseInt(name));
            }
        }
        tids = found;
    }
}
