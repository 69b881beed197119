// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

/** Events lost in a collector's run for one reason. A reason without a CPU has {@link #NO_CPU}. */
public record Loss(String reason, int cpu, long count) {
    public static final int NO_CPU = -1;
}
