// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/** Writes a descriptor as the list whose entries say their length has it. */
final class DescriptorEntry {
    private DescriptorEntry() {}

    static void write(RecordedDescriptor descriptor, BlockWriter block) {
        int start = block.beginEntry();
        block.i64(descriptor.fd()).i64(descriptor.ino()).u8(descriptor.kind().ordinal());
        switch (descriptor.kind()) {
            case IPV4, IPV6 -> {
                block.bytes(descriptor.sourceIp()).bytes(descriptor.destinationIp());
                block.u16(descriptor.sourcePort()).u16(descriptor.destinationPort());
                block.u8(descriptor.protocol());
            }
            case IPV4_SERVER, IPV6_SERVER -> {
                block.bytes(descriptor.destinationIp());
                block.u16(descriptor.destinationPort()).u8(descriptor.protocol());
            }
            case UNIX -> {
                block.i64(descriptor.source()).i64(descriptor.destination());
                block.text(descriptor.name());
            }
            case FILE -> {
                block.u32(descriptor.openFlags()).text(descriptor.name());
                block.u32(descriptor.dev());
            }
            case UNKNOWN -> {}
            default -> block.text(descriptor.name());
        }
        block.endEntry(start, Integer.BYTES);
    }
}
