// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/**
 * Reads a list of threads. Nine versions of it exist, each with some more fields; since the ninth
 * an entry says its length, and what was added since is told by it.
 */
final class ProcessList {
    private static final int SIZED = 9;

    /**
     * The last fields of an entry as long as the start of the pid namespace and the terminal were
     * not among them. When they came they were put before these.
     */
    private static final int LAST_FIELDS_BEFORE_TTY = 29;

    private final BlockFields block;
    private final int version;
    private int start;
    private long length;

    private ProcessList(BlockFields block, int version) {
        this.block = block;
        this.version = version;
    }

    static void read(BlockFields block, int version, RecordingHandler handler) {
        ProcessList list = new ProcessList(block, version);
        while (block.hasEntry()) {
            handler.onProcess(list.entry());
        }
    }

    private RecordedProcess entry() {
        start = block.position();
        length = version >= SIZED ? block.u32() : 0;
        RecordedProcess process = new RecordedProcess();
        readIds(process);
        readTexts(process);
        readNumbers(process);
        if (version >= 3) {
            process.env = block.text();
        }
        if (version >= 4) {
            process.vtid = block.i64();
            process.vpid = block.i64();
            process.cgroups = block.text();
        }
        if (version >= 5) {
            process.root = block.text();
        }
        if (length != 0) {
            readAdded(process);
            block.endEntry(start, length);
        }
        return process;
    }

    private void readIds(RecordedProcess process) {
        process.tid = block.i64();
        process.pid = block.i64();
        process.ptid = block.i64();
        if (version >= 6) {
            process.sid = block.i64();
        }
        if (version >= 8) {
            process.vpgid = block.i64();
        }
    }

    private void readTexts(RecordedProcess process) {
        process.comm = block.text();
        process.exe = block.text();
        if (version >= 7) {
            process.exePath = block.text();
        }
        process.args = block.text();
        process.cwd = block.text();
    }

    private void readNumbers(RecordedProcess process) {
        process.fdLimit = block.i64();
        process.flags = block.u32();
        process.uid = block.u32();
        process.gid = block.u32();
        if (version >= 2) {
            process.vmSize = block.u32();
            process.vmRss = block.u32();
            process.vmSwap = block.u32();
            process.majorFaults = block.i64();
            process.minorFaults = block.i64();
        }
    }

    private void readAdded(RecordedProcess process) {
        if (length - (block.position() - start) > LAST_FIELDS_BEFORE_TTY) {
            process.pidnsStartTime = addedLong(0);
            process.tty = addedInt(0);
        }
        process.loginUid = addedInt(process.loginUid);
        process.exeWritable = addedFlag();
        process.capInheritable = addedLong(0);
        process.capPermitted = addedLong(0);
        process.capEffective = addedLong(0);
        process.exeUpperLayer = addedFlag();
        process.exeIno = addedLong(0);
        process.exeCtime = addedLong(0);
        process.exeMtime = addedLong(0);
        process.exeFromMemfd = addedFlag();
        process.exeLowerLayer = addedFlag();
        process.pgid = addedLong(process.pgid);
    }

    private boolean has(int width) {
        return block.position() - start + width <= length;
    }

    private long addedLong(long otherwise) {
        return has(Long.BYTES) ? block.i64() : otherwise;
    }

    private long addedInt(long otherwise) {
        return has(Integer.BYTES) ? block.u32() : otherwise;
    }

    private boolean addedFlag() {
        return has(Byte.BYTES) && block.u8() != 0;
    }
}
