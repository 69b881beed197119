// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import dev.saker.scap.ScapFormatException;

/** Reads the addresses of the recorded machine's network interfaces. */
final class InterfaceList {
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    private InterfaceList() {}

    static void read(BlockFields block, boolean sized, RecordingHandler handler) {
        while (block.hasEntry()) {
            // Here, other than in all other lists, the length does not count itself.
            long length = sized ? block.u32() : 0;
            int start = block.position();
            handler.onInterface(entry(block));
            if (sized) {
                block.endEntry(start, length);
            }
        }
    }

    /** Address, mask, broadcast address, and in newer files the speed of the link. */
    private static RecordedInterface entry(BlockFields block) {
        int type = block.u16();
        int nameLength = block.u16();
        int width =
                switch (type) {
                    case 1, 3 -> IPV4;
                    case 2, 4 -> IPV6;
                    default -> throw new ScapFormatException("unknown kind of interface: " + type);
                };
        byte[] address = block.bytes(width);
        byte[] mask = block.bytes(width);
        block.skip(width);
        if (type <= 2) {
            block.skip(Long.BYTES);
        }
        return new RecordedInterface(Texts.untilNul(block.bytes(nameLength)), address, mask);
    }
}
