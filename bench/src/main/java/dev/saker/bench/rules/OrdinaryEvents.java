// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import dev.saker.scap.EventTable;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventSource;
import dev.saker.schemas.SyscallEventWriter;
import dev.saker.schemas.TupleEnd;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records of what a machine at work does most: files opened and closed, programs started, sockets
 * connected. Each kind comes with many different names. The mix follows the recording of ordinary
 * work in the conformance data, where opens and closes are three quarters of what rules look at.
 */
public final class OrdinaryEvents {
    private static final long TIME = 1_795_304_298_188_265_813L;
    private static final long PUB_SEQ = 1L << 40;
    private static final long PID = 63_480;
    private static final String OPEN = "PPME_SYSCALL_OPENAT_2_X";

    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final List<byte[]> records = new ArrayList<>();

    private final int projection;

    private OrdinaryEvents(int projection) {
        this.projection = projection;
    }

    /**
     * Records in the order in which they would come, with this many different names and with the
     * field groups that the rules ask for.
     */
    public static List<byte[]> records(int names, int projection) {
        OrdinaryEvents events = new OrdinaryEvents(projection);
        for (int i = 0; i < names; i++) {
            events.add(open("/usr/lib/x86_64-linux-gnu/lib" + i + ".so.6", 4097));
            events.add(close("/usr/lib/x86_64-linux-gnu/lib" + i + ".so.6"));
            events.add(open("/usr/include/linux/header" + i + ".h", 4097));
            events.add(close("/usr/include/linux/header" + i + ".h"));
            events.add(open("/srv/code/build/object" + i + ".o", 0x102));
            events.add(close("/srv/code/build/object" + i + ".o"));
            events.add(execute("/usr/bin/cc1", List.of("-quiet", "file" + i + ".c")));
            events.add(connect(40_000 + i));
        }
        return events.records;
    }

    /** An event that Falco's rules and ours match: an unknown program reads /etc/shadow. */
    static byte[] suspicious(int projection) {
        OrdinaryEvents events = new OrdinaryEvents(projection);
        events.add(open("/etc/shadow", 1));
        return events.records.get(0);
    }

    /** A program opens this file for reading. */
    public static byte[] opened(String path, int projection) {
        OrdinaryEvents events = new OrdinaryEvents(projection);
        events.add(open(path, 1));
        return events.records.get(0);
    }

    /** The time that all of them have, ns since the epoch. */
    public static long time() {
        return TIME;
    }

    /** The publish position that all of them have. */
    public static long pubSeq() {
        return PUB_SEQ;
    }

    /** The type of the opens among them. */
    static int openType() {
        return EventTable.get().byCodeName(OPEN).code();
    }

    private void add(Map<String, Object> answers) {
        answers.put("projection", projection);
        writer.write(source(answers), projection);
        records.add(writer.copyBytes());
    }

    private static Map<String, Object> open(String path, long flags) {
        Map<String, Object> event = process(OPEN, "make");
        boolean write = (flags & 2) != 0;
        event.put("shape", (write ? EventShape.OPEN_WRITE : EventShape.OPEN_READ).bit());
        event.put("res", 3L);
        putFd(event, FdType.FILE, path);
        event.put("arg", List.of(3L, -100L, path, flags, 0L, 0xfe00L, 77L));
        return event;
    }

    private static Map<String, Object> close(String path) {
        Map<String, Object> event = process("PPME_SYSCALL_CLOSE_X", "make");
        event.put("res", 0L);
        putFd(event, FdType.FILE, path);
        event.put("arg", List.of(0L, 3L));
        return event;
    }

    private static Map<String, Object> execute(String path, List<String> args) {
        Map<String, Object> event = process("PPME_SYSCALL_EXECVE_19_X", "cc1");
        event.put("res", 0L);
        event.put("processExe", path);
        event.put("processExePath", path);
        event.put("processArg", args);
        event.put("arg", List.of(0L, path, "", PID, PID, PID - 1, "/srv/code/"));
        return event;
    }

    private static Map<String, Object> connect(int port) {
        Map<String, Object> event = process("PPME_SOCKET_CONNECT_X", "resolver");
        event.put("res", 0L);
        putFd(event, FdType.IPV4, "10.0.0.5:" + port + "->10.0.0.53:53");
        event.put("fdFlags", FdFlag.ROLE_KNOWN.bit() | FdFlag.CONNECTED.bit());
        event.put("fdL4Protocol", L4Protocol.UDP.ordinal());
        event.put("hasTuple", true);
        event.put("clientIp", new byte[] {10, 0, 0, 5});
        event.put("clientPort", port);
        event.put("serverIp", new byte[] {10, 0, 0, 53});
        event.put("serverPort", 53);
        event.put("localEnd", TupleEnd.CLIENT.ordinal());
        return event;
    }

    private static void putFd(Map<String, Object> event, FdType type, String name) {
        event.put("hasFd", true);
        event.put("fdNum", 3L);
        event.put("fdType", type.ordinal());
        event.put("fdName", name);
    }

    private static Map<String, Object> process(String codeName, String name) {
        Map<String, Object> event = new HashMap<>();
        event.put("type", EventTable.get().byCodeName(codeName).code());
        event.put("time", TIME);
        event.put("run", 1L);
        event.put("pubSeq", PUB_SEQ);
        event.put("tid", PID);
        event.put("hasRes", true);
        event.put("hasProcess", true);
        event.put("processName", name);
        event.put("processExe", name);
        event.put("processExePath", "/usr/bin/" + name);
        event.put("processArg", List.of("-C", "/srv/code"));
        event.put("processCwd", "/srv/code/");
        event.put("processFlags", ProcessFlag.MAIN_THREAD.bit());
        event.put("processPid", PID);
        event.put("processVpid", PID);
        event.put("containerId", "host");
        event.put("userName", "root");
        event.put("userGroupName", "root");
        event.put("userLoginName", "<NA>");
        event.put("userLoginUid", -1L);
        event.put("ancestorCount", 2);
        event.put("ancestorName", "bash");
        event.put("ancestorExe", "bash");
        event.put("ancestorExePath", "/usr/bin/bash");
        event.put("hasEnvironment", true);
        event.put("environmentCount", 2);
        event.put("environment", "PATH=/usr/local/bin:/usr/bin:/bin");
        event.put("hasLeaders", true);
        event.put("leaderName", "bash");
        event.put("leaderExe", "bash");
        event.put("leaderExePath", "/usr/bin/bash");
        event.put("node", "node-1");
        return event;
    }

    /** A source that answers from a map by the name of the getter, else with nothing. */
    private static SyscallEventSource source(Map<String, Object> answers) {
        return (SyscallEventSource)
                Proxy.newProxyInstance(
                        OrdinaryEvents.class.getClassLoader(),
                        new Class<?>[] {SyscallEventSource.class},
                        (proxy, method, arguments) -> answer(answers, method, arguments));
    }

    private static Object answer(Map<String, Object> answers, Method method, Object[] arguments) {
        List<?> args = (List<?>) answers.getOrDefault("arg", List.of());
        return switch (method.getName()) {
            case "argCount" -> args.size();
            case "argKind" ->
                    args.get((int) arguments[0]) instanceof Long ? ArgKind.NUMBER : ArgKind.BYTES;
            case "argNumber" -> args.get((int) arguments[0]);
            case "argBytes" -> fill(args.get((int) arguments[0]) + "\0", arguments);
            case "processArgCount" -> ((List<?>) answers.get("processArg")).size();
            case "processArg" ->
                    fill(((List<?>) answers.get("processArg")).get((int) arguments[0]), arguments);
            case "hasAncestorDetails" -> (int) arguments[0] == 0;
            default -> simple(answers.get(method.getName()), method.getReturnType(), arguments);
        };
    }

    private static Object simple(Object answer, Class<?> type, Object[] arguments) {
        if (type == void.class) {
            return fill(answer, arguments);
        }
        if (answer != null) {
            return answer;
        }
        if (!type.isPrimitive()) {
            return null;
        }
        if (type == boolean.class) {
            return false;
        }
        return type == long.class ? (Object) 0L : (Object) 0;
    }

    /** Text getters take the slice to fill as their last argument. */
    private static Object fill(Object answer, Object[] arguments) {
        Slice into = (Slice) arguments[arguments.length - 1];
        if (answer == null) {
            into.setAbsent();
        } else if (answer instanceof byte[] bytes) {
            into.set(bytes);
        } else {
            into.set(answer.toString().getBytes(StandardCharsets.UTF_8));
        }
        return null;
    }
}
