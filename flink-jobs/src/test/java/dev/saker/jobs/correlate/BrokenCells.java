// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

/** What is stored of a key, with a state of a form that nobody knows. */
public final class BrokenCells {
    private BrokenCells() {}

    public static byte[] of(byte[] stored) {
        Cell cell = Cell.read(stored);
        byte[] unknown = cell.state().clone();
        unknown[0] = 99;
        return new Cell(cell.version(), cell.shadow(), cell.due(), cell.touched(), unknown)
                .toBytes();
    }
}
