// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;

/** Takes events as {@link ProbeReader} delivers them. */
@FunctionalInterface
public interface EventHandler {
    /**
     * @param ring memory of the kernel, little endian; lent until this method returns, never
     *     written
     * @param offset of the event's scap header
     * @param length of the whole event
     * @param cpu on which it happened
     */
    void onEvent(ByteBuffer ring, int offset, int length, int cpu);
}
