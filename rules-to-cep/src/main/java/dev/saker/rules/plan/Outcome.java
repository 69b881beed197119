// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import java.util.Optional;

/** How a system call ended. The bits are those of the kernel's filter tables. */
public enum Outcome {
    SUCCEEDED(1),
    FAILED(2),
    ANY(3);

    private final int bits;

    Outcome(int bits) {
        this.bits = bits;
    }

    public int bits() {
        return bits;
    }

    /** Of a result: what a call returns below zero is an error. */
    public boolean allows(long result) {
        return (bits & (result < 0 ? FAILED.bits : SUCCEEDED.bits)) != 0;
    }

    Optional<Outcome> and(Outcome other) {
        return of(bits & other.bits);
    }

    Outcome or(Outcome other) {
        return of(bits | other.bits).orElseThrow();
    }

    boolean includes(Outcome other) {
        return (bits | other.bits) == bits;
    }

    /** Of bits; empty if there are none. */
    static Optional<Outcome> of(int bits) {
        return switch (bits) {
            case 1 -> Optional.of(SUCCEEDED);
            case 2 -> Optional.of(FAILED);
            case 3 -> Optional.of(ANY);
            default -> Optional.empty();
        };
    }
}
