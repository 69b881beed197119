// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.ruleset.VersionOrigin;

/** Where a job's rules come from; part of the job graph. */
public interface RuleOrigin extends VersionOrigin {
    /**
     * For one task of the match, when it starts.
     *
     * @param task which of how many, from 0
     */
    RulesInForce open(int task, int tasks) throws InterruptedException;
}
