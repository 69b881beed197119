// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.Rule;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;

/** Is told what a matcher found. The event is lent: it moves on when the call returns. */
public interface MatchHandler {
    /** The rule matches the event. */
    void onMatch(Rule rule, EventView event);

    /** Whether the rule matches hangs on a field that the event's record leaves out. */
    void onUnknown(Rule rule, FieldRef field, EventView event);
}
