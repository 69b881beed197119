// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.file;

/**
 * An address of a network interface of the recorded machine.
 *
 * @param address 4 or 16 bytes in network order, not to be written to
 * @param mask the bits of the network's part, as many bytes
 */
public record RecordedInterface(String name, byte[] address, byte[] mask) {}
