// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/**
 * Where a recording was made.
 *
 * @param bootTime ns since the epoch; 0 if the recording is too old to tell
 */
public record Machine(
        long cpus, long memoryBytes, long maxPid, String hostName, long bootTime, long flags) {
    private static final int HOST_NAME = 128;

    static Machine read(BlockFields block) {
        long cpus = block.u32();
        long memory = block.i64();
        long maxPid = block.i64();
        byte[] name = block.bytes(HOST_NAME);
        return new Machine(cpus, memory, maxPid, Texts.untilNul(name), block.i64(), block.i64());
    }
}
