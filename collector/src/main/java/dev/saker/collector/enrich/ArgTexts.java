// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.FdEntry;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.ThreadEntry;
import dev.saker.scap.ByteSink;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamText;
import dev.saker.scap.ParamType;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.Slice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The event's parameters: their bytes, and the texts of those whose text depends on the host. What
 * can be told from the bytes alone (flags, error numbers, AT_FDCWD) is left to whoever reads the
 * record. Slices are good until the next event.
 */
final class ArgTexts {
    private static final long AT_FDCWD = -100;
    private static final int LISTED_FD = Long.BYTES + Short.BYTES;
    private static final byte[] NO_DIRECTORY = {};
    private static final byte[] NOT_AVAILABLE = {'<', 'N', 'A', '>'};

    private final HostState host;
    private final ByteSink text = new ByteSink(4096);
    private final ByteSink falcoText = new ByteSink(4096);
    private byte[] copies = new byte[4096];
    private CurrentEvent current;

    ArgTexts(HostState host) {
        this.host = host;
    }

    void set(CurrentEvent event) {
        current = event;
        if (copies.length < event.event().length()) {
            copies = new byte[event.event().length() * 2];
        }
    }

    /** The parameter in its encoding. */
    void bytes(int index, Slice into) {
        // Each parameter has its own place, so that slices of several can be held at once.
        int at = current.event().paramOffset(index) - current.event().paramOffset(0);
        into.set(copies, at, current.event().copyParam(index, copies, at));
    }

    /** A text parameter without the NUL that closes it. */
    void raw(int index, Slice into) {
        bytes(index, into);
        int end = into.offset();
        int limit = into.offset() + into.length();
        while (end < limit && into.array()[end] != 0) {
            end++;
        }
        into.set(into.array(), into.offset(), end - into.offset());
    }

    /** What Falco's evt.arg says, whatever it depends on. */
    void evtArg(int index, Slice into) {
        if (resolve(index, into)) {
            return;
        }
        ParamInfo param = current.info().params().get(index);
        bytes(index, into);
        falcoText.clear();
        ParamText.append(param, into.array(), into.offset(), into.length(), falcoText);
        into.set(falcoText.array(), 0, falcoText.length());
    }

    /** The text that only this host can give; false if it has none to give. */
    boolean resolve(int index, Slice into) {
        if (current.event().isEmpty(index)) {
            return false;
        }
        ParamInfo param = current.info().params().get(index);
        return switch (param.type()) {
            case FD -> resolveFd(current.event().longParam(index), into);
            case PID -> resolvePid(current.event().longParam(index), into);
            case UID -> resolveUser(current.event().longParam(index), into);
            case GID -> resolveGroup(current.event().longParam(index), into);
            case FSPATH, FSRELPATH -> resolvePath(index, param, into);
            case FDLIST -> resolveFdList(index, into);
            case DYN -> resolvePicked(index, param, into);
            default -> false;
        };
    }

    private boolean resolveFd(long fd, Slice into) {
        ThreadEntry thread = current.thread();
        FdEntry entry = thread == null ? null : thread.fds().get(fd);
        if (entry == null) {
            return false;
        }
        text.clear();
        text.append((byte) '<');
        text.append((byte) entry.type().typeChar());
        if (entry.isIp()) {
            appendProtocol(entry.visibleProtocol());
        }
        text.append((byte) '>');
        text.append(entry.name());
        into.set(text.array(), 0, text.length());
        return true;
    }

    private void appendProtocol(L4Protocol protocol) {
        if (protocol != L4Protocol.NONE) {
            text.append((byte) protocol.text().charAt(0));
        }
    }

    /** Number, kind and events of each: u16 how many, then s64 and s16. */
    private boolean resolveFdList(int index, Slice into) {
        ThreadEntry thread = current.thread();
        bytes(index, into);
        if (thread == null || into.length() < Short.BYTES) {
            return false;
        }
        ByteBuffer list =
                ByteBuffer.wrap(into.array(), into.offset(), into.length())
                        .order(ByteOrder.LITTLE_ENDIAN);
        int count = Short.toUnsignedInt(list.getShort());
        text.clear();
        for (int item = 0; item < count && list.remaining() >= LISTED_FD; item++) {
            long number = list.getLong();
            FdEntry entry = thread.fds().get(number);
            text.append(item == 0 ? "" : " ");
            text.append(Long.toUnsignedString(number));
            text.append((byte) ':');
            text.append((byte) (entry == null ? '?' : entry.type().typeChar()));
            text.append(Integer.toHexString(list.getShort())); // Falco widens it with its sign
        }
        into.set(text.array(), 0, text.length());
        return true;
    }

    /** A byte picks what the value is; of those choices only a descriptor depends on the host. */
    private boolean resolvePicked(int index, ParamInfo param, Slice into) {
        bytes(index, into);
        int picked = into.at(0) & 0xff;
        boolean descriptor =
                picked < param.alternatives().size()
                        && param.alternatives().get(picked).type() == ParamType.FD
                        && into.length() == 1 + Long.BYTES;
        return descriptor
                && resolveFd(
                        ByteBuffer.wrap(into.array(), into.offset() + 1, Long.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong(),
                        into);
    }

    private boolean resolvePid(long pid, Slice into) {
        ThreadEntry process = host.threads().get(pid);
        if (process == null) {
            return false;
        }
        into.set(process.name);
        return process.name.length > 0;
    }

    /** An account is one of where the thread runs: of no thread Falco knows none. */
    private boolean resolveUser(long uid, Slice into) {
        ThreadEntry thread = current.thread();
        into.set(thread == null ? NOT_AVAILABLE : host.users().of(thread).userParam(uid));
        return uid != ThreadEntry.NO_ID;
    }

    private boolean resolveGroup(long gid, Slice into) {
        ThreadEntry thread = current.thread();
        into.set(thread == null ? NOT_AVAILABLE : host.users().of(thread).groupParam(gid));
        return gid != ThreadEntry.NO_ID;
    }

    /** Absolute paths stand for themselves, just as they were passed. */
    private boolean resolvePath(int index, ParamInfo param, Slice into) {
        raw(index, into);
        boolean relative = into.length() > 0 && into.at(0) != '/';
        if (!relative || into.contentEquals(NOT_AVAILABLE) || current.thread() == null) {
            return false;
        }
        byte[] base = base(param);
        into.set(host.paths().resolve(base, into.array(), into.offset(), into.length()));
        return true;
    }

    private byte[] base(ParamInfo param) {
        ThreadEntry thread = current.thread();
        if (param.dirfdParam() == ParamInfo.NO_DIRFD) {
            return thread.cwd();
        }
        long dirfd = current.event().longParam(param.dirfdParam(), AT_FDCWD);
        if (dirfd != AT_FDCWD && thread.fds().get(dirfd) == null) {
            return NO_DIRECTORY; // here Falco says nothing, where fd.name says <UNKNOWN>
        }
        return host.directoryOf(thread, dirfd);
    }
}
