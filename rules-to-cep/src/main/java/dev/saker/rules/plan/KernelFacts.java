// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import java.util.Map;

/**
 * What the kernel's filter knows of a system call that has ended.
 *
 * @param openFlags bits of {@link KernelTerm#READ} and {@link KernelTerm#WRITE}
 * @param names by argument of the call; those that cannot be read are missing
 */
public record KernelFacts(long result, int openFlags, Map<Integer, byte[]> names) {
    public KernelFacts {
        names = Map.copyOf(names);
    }

    byte[] name(int register) {
        return names.get(register);
    }
}
