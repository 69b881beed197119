// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.FdType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Fills a process's table of descriptors from /proc. */
final class ProcFds {
    private static final int MAX_TEXT = 4096;

    /** O_CLOEXEC as fdinfo prints it, octal. */
    private static final long KERNEL_CLOEXEC = 02000000;

    private static final long S_IFMT = 0170000;
    private static final long S_IFDIR = 0040000;

    private static final Map<String, FdType> ANONYMOUS =
            Map.ofEntries(
                    Map.entry("[eventfd]", FdType.EVENT),
                    Map.entry("[eventpoll]", FdType.EVENTPOLL),
                    Map.entry("[signalfd]", FdType.SIGNALFD),
                    Map.entry("[timerfd]", FdType.TIMERFD),
                    Map.entry("inotify", FdType.INOTIFY),
                    Map.entry("[pidfd]", FdType.PIDFD),
                    Map.entry("[io_uring]", FdType.IO_URING),
                    Map.entry("[userfaultfd]", FdType.USERFAULTFD));

    private final HostState host;
    private final Map<String, ProcSockets> socketsByNamespace = new HashMap<>();

    ProcFds(HostState host) {
        this.host = host;
    }

    void read(ThreadEntry process, Path directory) {
        for (long fd : ProcFile.numbers(directory.resolve("fd"))) {
            Path link = directory.resolve("fd").resolve(Long.toString(fd));
            String target = ProcFile.link(link).orElse("");
            if (!target.isEmpty()) {
                FdEntry entry = entry(directory, link, target);
                process.fds().put(fd, entry.withCloseOnExec(isCloseOnExec(directory, fd)));
            }
        }
    }

    private FdEntry entry(Path directory, Path link, String target) {
        if (target.startsWith("/memfd:")) {
            return FdEntry.named(FdType.MEMFD, name(target.substring("/memfd:".length())), 0);
        }
        if (target.startsWith("/")) {
            return file(link, target);
        }
        String inside = target.substring(target.indexOf(':') + 1);
        if (target.startsWith("socket:")) {
            String inode = inside.substring(1, inside.length() - 1);
            return sockets(directory)
                    .byInode(inode)
                    .orElseGet(() -> FdEntry.unnamed(FdType.UNKNOWN, 0));
        }
        if (target.startsWith("pipe:")) {
            long inode = Long.parseLong(inside.substring(1, inside.length() - 1));
            return FdEntry.file(FdType.PIPE, ByteStrings.EMPTY, ByteStrings.EMPTY, 0, 0, inode);
        }
        return FdEntry.unnamed(anonymous(inside), 0);
    }

    private FdEntry file(Path link, String target) {
        Map<String, Object> attributes = ProcFile.attributes(link, "mode,dev,ino");
        long mode = attributes.get("mode") instanceof Integer bits ? bits : 0;
        FdType type = (mode & S_IFMT) == S_IFDIR ? FdType.DIRECTORY : FdType.FILE;
        long dev = attributes.get("dev") instanceof Long number ? number : 0;
        long ino = attributes.get("ino") instanceof Long number ? number : 0;
        byte[] name = name(target);
        return FdEntry.file(type, name, name, 0, dev, ino);
    }

    private static FdType anonymous(String inode) {
        if (inode.startsWith("bpf")) {
            return FdType.BPF;
        }
        return ANONYMOUS.getOrDefault(inode, FdType.UNKNOWN);
    }

    private ProcSockets sockets(Path directory) {
        String namespace = ProcFile.link(directory.resolve("ns/net")).orElse("");
        return socketsByNamespace.computeIfAbsent(namespace, unread -> ProcSockets.read(directory));
    }

    private static boolean isCloseOnExec(Path directory, long fd) {
        Path info = directory.resolve("fdinfo").resolve(Long.toString(fd));
        for (String line : ProcFile.text(info, MAX_TEXT).split("\n")) {
            if (line.startsWith("flags:")) {
                long flags = Long.parseLong(line.substring("flags:".length()).trim(), 8);
                return (flags & KERNEL_CLOEXEC) != 0;
            }
        }
        return false;
    }

    private byte[] name(String target) {
        byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
        return host.strings().of(bytes, 0, HostState.lengthWithoutDeleted(bytes, bytes.length));
    }
}
