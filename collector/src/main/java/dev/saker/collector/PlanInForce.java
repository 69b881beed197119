// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

/**
 * A plan, ready to be put in force.
 *
 * @param ruleSet version of the newest rule set that it covers; 0 if it knows of none
 */
record PlanInForce(SensorPlan plan, LiveFilter filter, long ruleSet) {
    static PlanInForce of(SensorPlan plan, long ruleSet) {
        return new PlanInForce(plan, new LiveFilter(plan.rules()), ruleSet);
    }
}
