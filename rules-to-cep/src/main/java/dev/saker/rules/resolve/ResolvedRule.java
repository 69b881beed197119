// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.syntax.Expression;

/**
 * A rule whose condition stands by itself.
 *
 * @param condition macros, lists and exceptions put in
 * @param text of the condition with lists and exceptions, macros still by name
 */
public record ResolvedRule(RuleDefinition definition, Expression condition, LocatedText text) {}
