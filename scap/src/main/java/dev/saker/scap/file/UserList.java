// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/** Reads the users and groups of the recorded machine. */
final class UserList {
    private static final int USER = 0;

    private UserList() {}

    static void read(BlockFields block, boolean sized, RecordingHandler handler) {
        while (block.hasEntry()) {
            int start = block.position();
            long length = sized ? block.u32() : 0;
            if (block.u8() == USER) {
                handler.onUser(
                        new RecordedUser(
                                block.u32(),
                                block.u32(),
                                block.text(),
                                block.text(),
                                block.text()));
            } else {
                handler.onGroup(new RecordedGroup(block.u32(), block.text()));
            }
            if (length != 0) {
                block.endEntry(start, length);
            }
        }
    }
}
