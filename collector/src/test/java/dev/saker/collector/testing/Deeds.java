// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.testing;

import static dev.saker.collector.state.EventCodes.ACCEPT4;
import static dev.saker.collector.state.EventCodes.CLONE;
import static dev.saker.collector.state.EventCodes.CLOSE;
import static dev.saker.collector.state.EventCodes.CONNECT;
import static dev.saker.collector.state.EventCodes.DUP;
import static dev.saker.collector.state.EventCodes.EXECVE;
import static dev.saker.collector.state.EventCodes.OPENAT;
import static dev.saker.collector.state.EventCodes.PROCEXIT;
import static dev.saker.collector.state.EventCodes.SOCKET;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Events as the kernel makes them for common deeds. */
public final class Deeds {
    public static final int AT_FDCWD = -100;
    public static final int O_CLOEXEC = 1 << 12;
    public static final long CLONE_THREAD = 1 << 13;
    public static final long CHILD_IN_PIDNS = 1 << 29;

    private Deeds() {}

    /** The child's own announcement: the one that comes from the fork tracepoint. */
    public static Event born(long tid, long parent) {
        return clone(tid, 0, tid, parent, 0);
    }

    public static Event threadBorn(long tid, long pid, long parent) {
        return clone(tid, 0, pid, parent, CLONE_THREAD).with("vtid", tid).with("vpid", pid);
    }

    /** The caller's: clone returns the child's id. */
    public static Event cloned(long caller, long child, long flags) {
        return clone(caller, child, caller, 1, flags);
    }

    private static Event clone(long tid, long result, long pid, long parent, long flags) {
        return Event.of(CLONE, tid)
                .with("res", result)
                .with("exe", "sh")
                .with("args", new String[] {"-c", "true"})
                .with("tid", tid)
                .with("pid", pid)
                .with("ptid", parent)
                .with("cwd", "")
                .with("fdlimit", 1024)
                .with("comm", "sh")
                .with("cgroups", new String[] {"cpuset=/", "memory=/"})
                .with("flags", flags)
                .with("uid", 0)
                .with("gid", 0)
                .with("vtid", tid)
                .with("vpid", pid);
    }

    public static Event exec(long tid, String path, String... argv) {
        String[] args = java.util.Arrays.copyOfRange(argv, 1, argv.length);
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Event.of(EXECVE, tid)
                .with("res", 0)
                .with("exe", argv[0])
                .with("args", args)
                .with("tid", tid)
                .with("pid", tid)
                .with("ptid", 1)
                .with("comm", name.substring(0, Math.min(15, name.length())))
                .with("cgroups", new String[] {"cpuset=/", "memory=/"})
                .with("env", new String[] {"HOME=/root", "PATH=/bin"})
                .with("tty", 0)
                .with("vpgid", tid)
                .with("loginuid", 0xffffffffL)
                .with("flags", 0)
                .with("uid", 0)
                .with("gid", 0)
                .with("trusted_exepath", path)
                .with("pgid", tid)
                .with("filename", path);
    }

    public static Event exit(long tid, long reaper) {
        return Event.of(PROCEXIT, tid)
                .with("status", 0)
                .with("ret", 0)
                .with("sig", 0)
                .with("core", 0)
                .with("reaper_tid", reaper);
    }

    public static Event openAt(long tid, long fd, long dirfd, String name, long flags) {
        return Event.of(OPENAT, tid)
                .with("fd", fd)
                .with("dirfd", dirfd)
                .with("name", name)
                .with("flags", flags)
                .with("mode", 0)
                .with("dev", 5)
                .with("ino", 77);
    }

    public static Event close(long tid, long fd) {
        return Event.of(CLOSE, tid).with("res", 0).with("fd", fd);
    }

    public static Event dup(long tid, long oldFd, long newFd) {
        return Event.of(DUP, tid).with("res", newFd).with("oldfd", oldFd);
    }

    public static Event socket(long tid, long fd, int domain, int type, int protocol) {
        return Event.of(SOCKET, tid)
                .with("fd", fd)
                .with("domain", domain)
                .with("type", type)
                .with("proto", protocol)
                .with("flags", 0);
    }

    public static Event connect(long tid, long fd, long result, byte[] tuple) {
        return Event.of(CONNECT, tid).with("res", result).with("fd", fd).with("tuple", tuple);
    }

    public static Event accept(long tid, long fd, byte[] tuple) {
        return Event.of(ACCEPT4, tid).with("fd", fd).with("tuple", tuple).with("flags", 0);
    }

    /** A tuple parameter between two endpoints of the same family. */
    public static byte[] tuple(String source, int sourcePort, String target, int targetPort) {
        byte[] from = ip(source);
        byte[] to = ip(target);
        return ByteBuffer.allocate(1 + 2 * (from.length + 2))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (from.length == 4 ? 2 : 10))
                .put(from)
                .putShort((short) sourcePort)
                .put(to)
                .putShort((short) targetPort)
                .array();
    }

    public static byte[] unixTuple(long source, long target, String path) {
        return ByteBuffer.allocate(1 + 16 + path.length() + 1)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .putLong(source)
                .putLong(target)
                .put(path.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .put((byte) 0)
                .array();
    }

    public static byte[] address(String ip, int port) {
        byte[] bytes = ip(ip);
        return ByteBuffer.allocate(1 + bytes.length + 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (bytes.length == 4 ? 2 : 10))
                .put(bytes)
                .putShort((short) port)
                .array();
    }

    /** IPv6 text keeps its sixteen bytes, mapped addresses too. */
    private static byte[] ip(String text) {
        try {
            if (text.startsWith("::ffff:")) {
                byte[] mapped = new byte[16];
                mapped[10] = -1;
                mapped[11] = -1;
                byte[] v4 = InetAddress.getByName(text.substring(7)).getAddress();
                System.arraycopy(v4, 0, mapped, 12, 4);
                return mapped;
            }
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(text, notAnAddress);
        }
    }
}
