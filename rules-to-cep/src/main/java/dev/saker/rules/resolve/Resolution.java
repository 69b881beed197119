// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import java.util.List;

/** What resolving gave: the rules that are sound so far, in their order, and the tables used. */
public record Resolution(List<ResolvedRule> rules, MacroTable macros, ListTable lists) {

    public Resolution {
        rules = List.copyOf(rules);
    }
}
