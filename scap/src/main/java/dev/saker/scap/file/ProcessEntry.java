// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/** Writes a thread as the ninth version of the list has it. */
final class ProcessEntry {
    private ProcessEntry() {}

    static void write(RecordedProcess process, BlockWriter block) {
        int start = block.beginEntry();
        block.i64(process.tid).i64(process.pid).i64(process.ptid).i64(process.sid);
        block.i64(process.vpgid);
        block.text(process.comm).text(process.exe).text(process.exePath).text(process.args);
        block.text(process.cwd);
        block.i64(process.fdLimit).u32(process.flags).u32(process.uid).u32(process.gid);
        block.u32(process.vmSize).u32(process.vmRss).u32(process.vmSwap);
        block.i64(process.majorFaults).i64(process.minorFaults);
        block.text(process.env).i64(process.vtid).i64(process.vpid).text(process.cgroups);
        block.text(process.root);
        block.i64(process.pidnsStartTime).u32(process.tty).u32(process.loginUid);
        block.u8(flag(process.exeWritable));
        block.i64(process.capInheritable).i64(process.capPermitted).i64(process.capEffective);
        block.u8(flag(process.exeUpperLayer));
        block.i64(process.exeIno).i64(process.exeCtime).i64(process.exeMtime);
        block.u8(flag(process.exeFromMemfd)).u8(flag(process.exeLowerLayer)).i64(process.pgid);
        block.endEntry(start, Integer.BYTES);
    }

    private static int flag(boolean set) {
        return set ? 1 : 0;
    }
}
