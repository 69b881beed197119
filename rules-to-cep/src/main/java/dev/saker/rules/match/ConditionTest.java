// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Condition;
import dev.saker.rules.event.EventView;

/** One condition on its own, for what is asked rarely. Not thread-safe. */
public final class ConditionTest {
    private final EventRegisters registers = new EventRegisters();
    private final Node node;

    public ConditionTest(Condition condition) {
        node = new ConditionCompiler(registers).compile(condition);
    }

    /** Whether it certainly holds: what hangs on a field that was left out does not. */
    public boolean holds(EventView event) {
        registers.begin(event);
        return node.test(registers) == Truth.TRUE;
    }
}
