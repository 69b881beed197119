// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.Rule;

/**
 * A rule's condition for one event type. It is evaluated as a plan until it has been evaluated
 * often, then as bytecode: of thousands of rules few are ever evaluated, as an index keeps the
 * others away. Shared by threads; that one of them counts wrongly or compiles twice does no harm.
 */
final class Candidate {
    private final Rule rule;
    private final Plan plan;
    private final BytecodeCompiler compiler;
    private int untilCompiled;
    private volatile CompiledCondition code;

    Candidate(Rule rule, Plan plan, BytecodeCompiler compiler, int interpretedTests) {
        this.rule = rule;
        this.plan = plan;
        this.compiler = compiler;
        this.untilCompiled = interpretedTests;
    }

    Rule rule() {
        return rule;
    }

    Plan plan() {
        return plan;
    }

    int test(EventRegisters event) {
        CompiledCondition compiled = code;
        return compiled != null ? compiled.test(event) : testPlan(event);
    }

    private int testPlan(EventRegisters event) {
        if (plan instanceof Plan.Constant) {
            return plan.test(event);
        }
        if (--untilCompiled < 0) {
            code = compiler.compile(plan);
        }
        return plan.test(event);
    }
}
