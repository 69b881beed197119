// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import java.util.List;

/**
 * What resolving gave.
 *
 * @param rules that are sound so far, in their order
 * @param broken the others
 */
public record Resolution(
        List<ResolvedRule> rules, List<BrokenRule> broken, MacroTable macros, ListTable lists) {

    public Resolution {
        rules = List.copyOf(rules);
        broken = List.copyOf(broken);
    }
}
