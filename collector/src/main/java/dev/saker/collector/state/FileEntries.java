// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.FdType;
import java.util.Arrays;

/**
 * Entries of files that were opened lately, by the path that was asked for. Opening a file again
 * makes nothing: its names are worked out once, and the entry is shared while flags and inode stay
 * the same. A cache, not a set: what is crowded out is merely made again. One thread only.
 */
final class FileEntries {
    private static final int O_DIRECTORY = 1 << 10;

    /** As many as {@link ByteStrings} keeps, and for its reasons. */
    private static final int SLOTS = 1 << 14;

    private final Paths paths;
    private final Known[] slots = new Known[SLOTS];
    private long lastNumber;

    /** A path as it was asked for, and the file that was last found there. */
    private static final class Known {
        private final byte[] path;

        /** What the path starts from; null if it does not matter to it. */
        private final byte[] base;

        private FdEntry entry;

        Known(byte[] path, byte[] base, FdEntry entry) {
            this.path = path;
            this.base = base;
            this.entry = entry;
        }

        boolean is(byte[] source, int offset, int length, byte[] wantedBase) {
            return ByteStrings.equal(path, source, offset, length)
                    && (base == null || base == wantedBase || Arrays.equals(base, wantedBase));
        }
    }

    FileEntries(Paths paths) {
        this.paths = paths;
    }

    /**
     * The entry of a file.
     *
     * @param base what the path starts from, if it is relative
     * @param source holds the path as the process passed it, without a NUL
     * @param flags in the scap encoding
     */
    FdEntry of(byte[] base, byte[] source, int offset, int length, int flags, long dev, long ino) {
        int slot = slot(base, source, offset, length);
        Known known = known(slot, base, source, offset, length);
        if (known == null) {
            known = make(slot, base, Arrays.copyOfRange(source, offset, offset + length));
        }
        return entry(known, flags, dev, ino);
    }

    /** The names that a file has if it is there: an entry with those, and any flags and inode. */
    FdEntry of(byte[] base, byte[] source, int offset, int length) {
        int slot = slot(base, source, offset, length);
        Known known = known(slot, base, source, offset, length);
        if (known == null) {
            known = make(slot, base, Arrays.copyOfRange(source, offset, offset + length));
        }
        return known.entry;
    }

    /** The first of two slots that a path may be in, whatever it starts from. */
    private static int slot(byte[] base, byte[] source, int offset, int length) {
        int hash = ByteStrings.hash(source, offset, length);
        boolean relative = length > 0 && source[offset] != '/';
        return (relative ? hash + 31 * base.length : hash) & SLOTS - 2;
    }

    /** What is known of a path; null if nothing is. Who was asked for last is in the first slot. */
    private Known known(int slot, byte[] base, byte[] source, int offset, int length) {
        if (!Paths.fits(base, length)) {
            return null;
        }
        Known first = slots[slot];
        if (first != null && first.is(source, offset, length, base)) {
            return first;
        }
        Known second = slots[slot + 1];
        if (second == null || !second.is(source, offset, length, base)) {
            return null;
        }
        slots[slot] = second;
        slots[slot + 1] = first;
        return second;
    }

    /** Its entry has no flags and no inode yet. */
    private Known make(int slot, byte[] base, byte[] path) {
        byte[] name = paths.resolveOwned(base, path);
        byte[] raw = paths.squeeze(path);
        boolean relative = path.length > 0 && path[0] != '/';
        FdEntry entry = FdEntry.file(type(0), name, raw, 0, 0, 0, ++lastNumber);
        Known made = new Known(path, relative ? base : null, entry);
        if (Paths.fits(base, path.length)) {
            slots[slot + 1] = slots[slot];
            slots[slot] = made;
        }
        return made;
    }

    private static FdEntry entry(Known known, int flags, long dev, long ino) {
        FdEntry entry = known.entry;
        if (entry.openFlags() != flags || entry.ino() != ino || entry.dev() != dev) {
            entry =
                    FdEntry.file(
                            type(flags),
                            entry.name(),
                            entry.rawName(),
                            flags,
                            dev,
                            ino,
                            entry.number());
            known.entry = entry;
        }
        return entry;
    }

    private static FdType type(int flags) {
        return (flags & O_DIRECTORY) != 0 ? FdType.DIRECTORY : FdType.FILE;
    }
}
