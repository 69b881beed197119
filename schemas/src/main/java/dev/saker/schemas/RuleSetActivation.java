// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;

/**
 * From when a rule set holds: the second of the two phases of a push.
 *
 * @param sha256 of the head it speaks of, so that no other content can come under the version
 * @param fromNanos event time in ns from which on the rule set holds
 * @param shadow on trial, beside the set in force, with alerts for the shadow topic only
 * @param beginsAnew all earlier activations are void: the rule set holds for events of any time
 * @param acknowledged nodes whose collectors had said that they are ready
 * @param silent live nodes whose collectors had not
 */
public record RuleSetActivation(
        long version,
        String sha256,
        long fromNanos,
        boolean shadow,
        boolean beginsAnew,
        String by,
        List<String> acknowledged,
        List<String> silent) {
    public RuleSetActivation {
        acknowledged = List.copyOf(acknowledged);
        silent = List.copyOf(silent);
    }
}
