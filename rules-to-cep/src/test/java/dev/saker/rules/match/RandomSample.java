// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.EventSample.Fd;
import dev.saker.rules.event.EventSample.Resolved;
import dev.saker.rules.event.EventSample.Tuple;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.TupleEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events out of a few values each, so that random conditions hold now and then. */
final class RandomSample {
    static final List<String> NAMES = List.of("bash", "sshd", "cat", "nginx", "", "Bash", "sh");
    static final List<String> PATHS =
            List.of(
                    "/etc/passwd",
                    "/etc/shadow",
                    "/",
                    "/tmp/a/b",
                    "/tmp/a",
                    "relative",
                    "",
                    "/etc/");
    static final List<String> TYPES =
            List.of(
                    "PPME_SYSCALL_OPENAT_2_X",
                    "PPME_SYSCALL_OPEN_X",
                    "PPME_SOCKET_CONNECT_X",
                    "PPME_SYSCALL_EXECVE_19_X",
                    "PPME_SYSCALL_CLOSE_X");
    static final List<Long> NUMBERS = List.of(-1L, 0L, 1L, 2L, 3L, 443L, 4294967295L);
    static final List<byte[]> ADDRESSES =
            List.of(
                    new byte[] {10, 0, 0, 1},
                    new byte[] {10, 1, 0, 1},
                    new byte[] {127, 0, 0, 1},
                    new byte[] {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    private final Random random;

    RandomSample(Random random) {
        this.random = random;
    }

    static <T> T pick(Random random, List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }

    private <T> T pick(List<T> pool) {
        return pick(random, pool);
    }

    private boolean chance() {
        return random.nextInt(4) == 0;
    }

    EventSample next() {
        EventSample event = new EventSample().type(pick(TYPES));
        event.projection =
                random.nextBoolean() ? FieldGroup.ALL : random.nextInt(FieldGroup.ALL + 1);
        event.shape = chance() ? EventShape.OPEN_READ.bit() : EventShape.OPEN_WRITE.bit();
        event.num = 1 + random.nextInt(3);
        event.res = chance() ? null : pick(NUMBERS);
        event.fd = chance() ? null : fd();
        event.args = args(event.type);
        event.containerId = chance() ? "0123456789ab" : "host";
        event.user.uid = pick(NUMBERS) & 0xffffffffL;
        event.user.loginUid = pick(NUMBERS);
        event.user.name = pick(NAMES);
        fillProcess(event);
        return event;
    }

    /** Something else that the process of another event does. */
    EventSample nextOf(EventSample other) {
        EventSample event = next();
        event.tid = other.tid;
        event.projection = other.projection;
        event.containerId = other.containerId;
        event.user = other.user;
        event.process = other.process;
        event.leaders = other.leaders;
        event.ancestors = other.ancestors;
        event.environment = other.environment;
        event.cgroups = other.cgroups;
        return event;
    }

    /** Of any type of the event table, with parameters as the table has them. */
    EventSample nextOfAnyType() {
        EventSample event = next();
        event.type = random.nextInt(EventTable.get().size() / 2) * 2 + 1;
        event.args = new ArrayList<>();
        for (ParamInfo param : EventTable.get().event(event.type).params()) {
            event.args.add(chance() && chance() ? null : arg(param));
        }
        return event;
    }

    private Object arg(ParamInfo param) {
        if (param.type().isInteger()) {
            Long raw = pick(NUMBERS);
            return param.type().dependsOnHost() ? new Resolved(raw, pick(NAMES)) : raw;
        }
        return switch (param.type()) {
            case CHARBUF -> pick(PATHS);
            case FSPATH, FSRELPATH -> new Resolved(pick(PATHS), pick(PATHS));
            default -> {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                yield bytes;
            }
        };
    }

    private void fillProcess(EventSample event) {
        if (chance() && chance()) {
            event.process = null;
            event.leaders = null;
            return;
        }
        event.process.name = pick(NAMES);
        event.process.exe = pick(NAMES);
        event.process.args = random.nextBoolean() ? List.of() : List.of(pick(NAMES), pick(PATHS));
        event.process.flags = chance() ? 0 : ProcessFlag.MAIN_THREAD.bit();
        event.process.tty = pick(NUMBERS) & 0xffffffffL;
        event.process.cloneTime = chance() ? 0 : event.time - 1 - random.nextInt(3);
        int depth = random.nextInt(4);
        List<Ancestor> ancestors = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            ancestors.add(Ancestor.of(pick(NAMES), random.nextInt(4)));
        }
        event.ancestors = ancestors;
        event.environment = List.of("HOME=" + pick(PATHS), "SHELL=" + pick(NAMES));
        event.cgroups = List.of("cpu=" + pick(PATHS));
    }

    private Fd fd() {
        Fd fd = new Fd();
        fd.num = pick(NUMBERS);
        fd.type =
                pick(
                        List.of(
                                FdType.FILE,
                                FdType.DIRECTORY,
                                FdType.PIPE,
                                FdType.IPV4,
                                FdType.IPV6,
                                FdType.IPV4_SERVER,
                                FdType.UNKNOWN));
        fd.name = chance() ? null : pick(PATHS);
        fd.l4Protocol = pick(List.of(L4Protocol.values()));
        fd.flags = chance() ? FdFlag.UNKNOWN_TO_TABLE.bit() : 0;
        fd.flags |= chance() ? 0 : FdFlag.ROLE_KNOWN.bit();
        fd.tuple = tuple(fd.type);
        return fd;
    }

    private Tuple tuple(FdType type) {
        return switch (type) {
            case IPV4 ->
                    new Tuple(
                            address(4),
                            port(),
                            address(4),
                            port(),
                            pick(List.of(TupleEnd.values())));
            case IPV6 ->
                    new Tuple(
                            address(16),
                            port(),
                            address(16),
                            port(),
                            pick(List.of(TupleEnd.values())));
            case IPV4_SERVER -> new Tuple(null, 0, address(4), port(), TupleEnd.SERVER);
            default -> null;
        };
    }

    private byte[] address(int length) {
        return pick(ADDRESSES.stream().filter(address -> address.length == length).toList());
    }

    private int port() {
        return pick(List.of(0, 22, 443, 65535));
    }

    private List<Object> args(int type) {
        List<Object> args = new ArrayList<>();
        if (type == EventSample.code("PPME_SYSCALL_OPENAT_2_X")) {
            args.add(3L);
            args.add(-100L);
            args.add(
                    chance()
                            ? null
                            : chance() ? new Resolved(pick(PATHS), pick(PATHS)) : pick(PATHS));
            args.add(chance() ? null : Long.valueOf(random.nextInt(8)));
        }
        return args;
    }
}
