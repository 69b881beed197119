// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;

/**
 * How to open Falco's kernel module.
 *
 * @param devices the names of the devices without the CPU's number
 * @param parameters folder of the module's parameters in sysfs
 * @param events codes of the events to be captured
 * @param dataBytes the most bytes an event carries of what was read, written, sent or received
 * @param ringBytes size of each CPU's ring, a power of two
 * @param reorderWindow as in {@link RingOptions}
 */
public record ModuleOptions(
        String devices,
        Path parameters,
        BitSet events,
        int dataBytes,
        int ringBytes,
        Duration reorderWindow) {

    public ModuleOptions {
        events = (BitSet) events.clone();
        new RingOptions(ringBytes, 1, reorderWindow); // has the same bounds
    }

    /** Of the module as Falco installs it. */
    public static ModuleOptions of(
            BitSet events, int dataBytes, int ringBytes, Duration reorderWindow) {
        return new ModuleOptions(
                "/dev/falco",
                Path.of("/sys/module/falco/parameters"),
                events,
                dataBytes,
                ringBytes,
                reorderWindow);
    }

    @Override
    public BitSet events() {
        return (BitSet) events.clone();
    }
}
