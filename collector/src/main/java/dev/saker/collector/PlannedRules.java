// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.rules.RuleSet;

/**
 * A rule set that decides what leaves the node.
 *
 * @param strictFalco whether its jobs answer fields by Falco's mistakes, too
 */
public record PlannedRules(RuleSet rules, boolean strictFalco) {}
