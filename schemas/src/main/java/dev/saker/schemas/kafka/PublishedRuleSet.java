// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.RuleSetHead;

/** The rule set in force, whole and checked against its hash. */
public record PublishedRuleSet(RuleSetHead head, RuleFiles files) {
    public long version() {
        return head.version();
    }

    public String sha256() {
        return head.sha256();
    }
}
