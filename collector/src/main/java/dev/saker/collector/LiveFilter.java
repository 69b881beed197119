// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.collector.enrich.EventContext;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.plan.PlanMatcher;
import java.util.List;

/**
 * The last level of a plan: the rules themselves over the state of the host, before a record is
 * made. Made ready by any thread, then used by one.
 */
final class LiveFilter {
    private final PlanMatcher usual;
    private final PlanMatcher strict;

    LiveFilter(List<PlannedRules> rules) {
        usual = new PlanMatcher(sets(rules, false));
        strict = new PlanMatcher(sets(rules, true));
    }

    private static List<RuleSet> sets(List<PlannedRules> rules, boolean strictFalco) {
        return rules.stream()
                .filter(one -> one.strictFalco() == strictFalco)
                .map(PlannedRules::rules)
                .toList();
    }

    /** The two ways in which fields of the event at hand are answered. */
    static final class Views {
        private final SyscallEventView usual;
        private final SyscallEventView strict;

        Views(EventContext context) {
            usual = new SyscallEventView(context, false);
            strict = new SyscallEventView(context, true);
        }
    }

    /** Whether some condition holds for the event at hand, or may hold. */
    boolean mayMatch(int code, Views event) {
        return mayMatch(usual, code, event.usual) || mayMatch(strict, code, event.strict);
    }

    private static boolean mayMatch(PlanMatcher matcher, int code, SyscallEventView view) {
        if (!matcher.watches(code)) {
            return false;
        }
        view.reset();
        return matcher.mayMatch(view);
    }
}
