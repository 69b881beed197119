// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.ruleset;

import java.io.Serializable;

/** Where the tasks behind the match find the rule sets; part of the job graph. */
public interface VersionOrigin extends Serializable {
    /** For one task, when it starts. */
    RuleVersions versions() throws InterruptedException;

    /**
     * What is found of events before this time, ns since the epoch, raises no alert; they are
     * judged by the set that holds then.
     */
    default long alertsFromNanos() {
        return Long.MIN_VALUE;
    }
}
