// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/**
 * A thread that lived when the recording began. What a recording is too old to tell has the value
 * it has here. The arrays are not to be written to; args, env and cgroups are lists of texts, each
 * ended by a NUL.
 */
public final class RecordedProcess {
    static final byte[] EMPTY = {};

    /** Login user id of a thread that has none. */
    private static final long NO_LOGIN = 0xffffffffL;

    public long tid;
    public long pid;
    public long ptid;
    public long sid = -1;
    public long vpgid = -1;
    public long pgid = -1;
    public long vtid = -1;
    public long vpid = -1;
    public byte[] comm = EMPTY;
    public byte[] exe = EMPTY;
    public byte[] exePath = EMPTY;
    public byte[] args = EMPTY;
    public byte[] cwd = EMPTY;
    public byte[] root = EMPTY;
    public byte[] env = EMPTY;
    public byte[] cgroups = EMPTY;
    public long fdLimit;

    /** Bits of the scap encoding of clone's flags. */
    public long flags;

    public long uid;
    public long gid;
    public long loginUid = NO_LOGIN;
    public long tty;
    public long vmSize;
    public long vmRss;
    public long vmSwap;
    public long majorFaults;
    public long minorFaults;

    /** When the pid namespace began, ns since the epoch. */
    public long pidnsStartTime;

    public boolean exeWritable;
    public boolean exeUpperLayer;
    public boolean exeLowerLayer;
    public boolean exeFromMemfd;
    public long exeIno;
    public long exeCtime;
    public long exeMtime;
    public long capInheritable;
    public long capPermitted;
    public long capEffective;
}
