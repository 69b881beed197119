// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.syntax.Expression;
import java.util.List;

/**
 * A rule whose condition cannot be used, which has been reported.
 *
 * @param checks of the condition and its macros, as far as they can be read: to be looked at for
 *     further mistakes, and for nothing else
 */
public record BrokenRule(RuleDefinition definition, List<Expression> checks) {

    public BrokenRule {
        checks = List.copyOf(checks);
    }
}
