// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.scap.EventTable;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventWriter;
import dev.saker.schemas.TupleEnd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An event in plain Java objects, to be set field by field and written as a record. */
public final class EventSample extends ActorSample {
    public int type = code("PPME_SYSCALL_OPENAT_2_X");
    public int shape;
    public long time = 1_700_000_000_123_456_789L;
    public long tid = 4711;
    public Long res = 3L;
    public Fd fd = new Fd();

    /** Null, Long, byte[], String (closed by a zero byte on the wire) or {@link Resolved}. */
    public List<Object> args = new ArrayList<>();

    public List<Stream> stdio =
            List.of(new Stream(6, "p0"), new Stream(1, "/out"), new Stream(-1, ""));
    public String node = "node-1";
    public int cpu = 1;
    public long num = 99;
    public int tie;

    /** A file descriptor. */
    public static final class Fd {
        public long num = 3;
        public FdType type = FdType.FILE;
        public int flags;
        public String name = "/etc/passwd";
        public String nameRaw;
        public L4Protocol l4Protocol = L4Protocol.NONE;
        public int openFlags;
        public long dev;
        public long ino = 77;
        public Tuple tuple;
    }

    /** Both ends of a socket; addresses of 4 or 16 bytes, or null. */
    public record Tuple(
            byte[] clientIp, int clientPort, byte[] serverIp, int serverPort, TupleEnd local) {}

    /** A process. */
    public static final class Process {
        public String name = "cat";
        public String exe = "cat";
        public String exePath = "/usr/bin/cat";
        public List<String> args = List.of("/etc/passwd");
        public String cwd = "/root/";
        public int flags = ProcessFlag.MAIN_THREAD.bit();
        public long tty = 34816;
        public long pid = 4711;
        public long vpid = 4711;
        public long vtid = 4711;
        public long sid = 4000;
        public long pgid = 4711;
        public long vpgid = 4711;
        public long cloneTime = 1_700_000_000_000_000_000L;
        public long pidnsStartTime;
        public long exeIno = 5;
        public long exeCtime = 1_600_000_000_000_000_000L;
        public long exeMtime = 1_600_000_000_000_000_001L;
        public long capInheritable;
        public long capPermitted;
        public long capEffective;
    }

    /** A user and a group. */
    public static final class User {
        public long uid;
        public long gid;
        public long loginUid = -1;
        public String name = "root";
        public String groupName = "root";
        public String loginName = "<NA>";
        public boolean details = true;
        public String home = "/root";
        public String shell = "/bin/bash";
    }

    /** One of the processes above; without exe it has no details. */
    public record Ancestor(
            String name,
            long pid,
            long vpid,
            long cloneTime,
            String exe,
            String exePath,
            List<String> args) {
        public static Ancestor of(String name, long pid) {
            return new Ancestor(
                    name,
                    pid,
                    pid,
                    1_690_000_000_000_000_000L,
                    name,
                    "/bin/" + name,
                    List.of("-l"));
        }
    }

    /** A session or group leader. */
    public record LeaderNames(String name, String exe, String exePath) {}

    /** A standard stream. */
    public record Stream(int type, String name) {}

    /** A parameter with the text that the host gave it. */
    public record Resolved(Object raw, String text) {}

    public static int code(String codeName) {
        return EventTable.get().byCodeName(codeName).code();
    }

    public EventSample type(String codeName) {
        type = code(codeName);
        return this;
    }

    /** The record of this event. */
    public byte[] record() {
        SyscallEventWriter writer = new SyscallEventWriter();
        writer.write(this, projection);
        return writer.copyBytes();
    }

    /** A view of this event's record. */
    public AvroEventView view() {
        byte[] record = record();
        return new AvroEventView().wrap(record, 0, record.length);
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public int projection() {
        return projection;
    }

    @Override
    public int shape() {
        return shape;
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public long tid() {
        return tid;
    }

    @Override
    public boolean hasRes() {
        return res != null;
    }

    @Override
    public long res() {
        return res;
    }

    @Override
    public boolean hasFd() {
        return fd != null;
    }

    @Override
    public long fdNum() {
        return fd.num;
    }

    @Override
    public int fdType() {
        return fd.type.ordinal();
    }

    @Override
    public int fdFlags() {
        return fd.flags;
    }

    @Override
    public void fdName(Slice into) {
        set(fd.name, into);
    }

    @Override
    public void fdNameRaw(Slice into) {
        set(fd.nameRaw, into);
    }

    @Override
    public int fdL4Protocol() {
        return fd.l4Protocol.ordinal();
    }

    @Override
    public int fdOpenFlags() {
        return fd.openFlags;
    }

    @Override
    public long fdDev() {
        return fd.dev;
    }

    @Override
    public long fdIno() {
        return fd.ino;
    }

    @Override
    public boolean hasTuple() {
        return fd.tuple != null;
    }

    @Override
    public void clientIp(Slice into) {
        set(fd.tuple.clientIp, into);
    }

    @Override
    public int clientPort() {
        return fd.tuple.clientPort;
    }

    @Override
    public void serverIp(Slice into) {
        set(fd.tuple.serverIp, into);
    }

    @Override
    public int serverPort() {
        return fd.tuple.serverPort;
    }

    @Override
    public int localEnd() {
        return fd.tuple == null ? 0 : fd.tuple.local.ordinal();
    }

    @Override
    public int argCount() {
        return args.size();
    }

    private Object raw(int arg) {
        Object value = args.get(arg);
        return value instanceof Resolved resolved ? resolved.raw : value;
    }

    @Override
    public ArgKind argKind(int arg) {
        Object raw = raw(arg);
        if (raw == null) {
            return ArgKind.ABSENT;
        }
        if (raw instanceof byte[] && !answers(FieldGroup.DATA)) {
            return ArgKind.ABSENT;
        }
        return raw instanceof Long ? ArgKind.NUMBER : ArgKind.BYTES;
    }

    @Override
    public long argNumber(int arg) {
        return (Long) raw(arg);
    }

    @Override
    public void argBytes(int arg, Slice into) {
        Object raw = raw(arg);
        set(
                raw instanceof String text
                        ? (text + "\0").getBytes(StandardCharsets.UTF_8)
                        : (byte[]) raw,
                into);
    }

    @Override
    public boolean hasArgText(int arg) {
        return args.get(arg) instanceof Resolved;
    }

    @Override
    public void argText(int arg, Slice into) {
        set(((Resolved) args.get(arg)).text, into);
    }

    @Override
    public boolean hasStdio() {
        return stdio != null && answers(FieldGroup.STDIO);
    }

    @Override
    public int stdioCount() {
        return stdio.size();
    }

    @Override
    public int stdioType(int index) {
        return stdio.get(index).type;
    }

    @Override
    public void stdioName(int index, Slice into) {
        set(stdio.get(index).name, into);
    }

    @Override
    public void node(Slice into) {
        set(node, into);
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public long num() {
        return num;
    }

    @Override
    public int tie() {
        return tie;
    }

    @Override
    public long run() {
        return 1;
    }

    @Override
    public long pubSeq() {
        return num;
    }
}
