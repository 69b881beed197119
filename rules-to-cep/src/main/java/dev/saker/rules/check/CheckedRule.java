// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.syntax.Expression;
import java.util.BitSet;

/**
 * A rule that could run.
 *
 * @param expression the condition as resolved, with places
 * @param condition the same, typed
 * @param eventCodes for which it can hold
 */
public record CheckedRule(
        RuleDefinition definition,
        Expression expression,
        Condition condition,
        OutputFormat output,
        BitSet eventCodes) {}
