// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

/** A plan as bytecode. Generated classes extend this; they have no state but constants. */
abstract class CompiledCondition {

    /** One of the outcomes of {@link Plan}. */
    abstract int test(EventRegisters event);
}
