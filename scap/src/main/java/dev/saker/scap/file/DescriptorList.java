// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

import dev.saker.scap.file.RecordedDescriptor.Kind;
import java.nio.charset.StandardCharsets;

/** Reads the descriptors of one process. */
final class DescriptorList {
    private static final Kind[] KINDS = Kind.values();
    private static final byte[] NONE = {};
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    private DescriptorList() {}

    static void read(BlockFields block, boolean sized, RecordingHandler handler) {
        long tid = block.i64();
        while (block.hasEntry()) {
            handler.onDescriptor(tid, entry(block, sized));
        }
    }

    private static RecordedDescriptor entry(BlockFields block, boolean sized) {
        int start = block.position();
        long length = sized ? block.u32() : 0;
        long fd = block.i64();
        long ino = block.i64();
        int number = block.u8();
        Kind kind = number < KINDS.length ? KINDS[number] : Kind.UNSUPPORTED;
        RecordedDescriptor entry =
                switch (kind) {
                    case IPV4 -> connection(block, fd, ino, kind, IPV4);
                    case IPV6 -> connection(block, fd, ino, kind, IPV6);
                    case IPV4_SERVER -> server(block, fd, ino, kind, IPV4);
                    case IPV6_SERVER -> server(block, fd, ino, kind, IPV6);
                    case UNIX -> unix(block, fd, ino);
                    case FILE -> file(block, fd, ino, start, length);
                    case UNKNOWN -> named(fd, ino, kind, NONE);
                    default -> named(fd, ino, kind, name(number, block));
                };
        if (length != 0) {
            block.endEntry(start, length);
        }
        return entry;
    }

    /** Of a kind that came later nothing is told but its number, as libscap tells it. */
    private static byte[] name(int number, BlockFields block) {
        return number < KINDS.length
                ? block.text()
                : ("unknown-type:[" + number + "]").getBytes(StandardCharsets.US_ASCII);
    }

    private static RecordedDescriptor named(long fd, long ino, Kind kind, byte[] name) {
        return new RecordedDescriptor(fd, ino, kind, name, 0, 0, null, 0, null, 0, 0, 0, 0);
    }

    private static RecordedDescriptor connection(
            BlockFields block, long fd, long ino, Kind kind, int width) {
        byte[] source = block.bytes(width);
        byte[] destination = block.bytes(width);
        int sourcePort = block.u16();
        int destinationPort = block.u16();
        int protocol = block.u8();
        return new RecordedDescriptor(
                fd,
                ino,
                kind,
                NONE,
                0,
                0,
                source,
                sourcePort,
                destination,
                destinationPort,
                protocol,
                0,
                0);
    }

    private static RecordedDescriptor server(
            BlockFields block, long fd, long ino, Kind kind, int width) {
        byte[] ip = block.bytes(width);
        int port = block.u16();
        int protocol = block.u8();
        return new RecordedDescriptor(fd, ino, kind, NONE, 0, 0, null, 0, ip, port, protocol, 0, 0);
    }

    private static RecordedDescriptor unix(BlockFields block, long fd, long ino) {
        long source = block.i64();
        long destination = block.i64();
        return new RecordedDescriptor(
                fd, ino, Kind.UNIX, block.text(), 0, 0, null, 0, null, 0, 0, source, destination);
    }

    private static RecordedDescriptor file(
            BlockFields block, long fd, long ino, int start, long length) {
        int openFlags = (int) block.u32();
        byte[] name = block.text();
        boolean hasDev = block.position() - start + Integer.BYTES <= length;
        long dev = hasDev ? block.u32() : 0;
        return new RecordedDescriptor(
                fd, ino, Kind.FILE, name, openFlags, dev, null, 0, null, 0, 0, 0, 0);
    }
}
