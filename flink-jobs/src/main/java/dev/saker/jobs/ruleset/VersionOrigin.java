// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.ruleset;

import java.io.Serializable;

/** Where the tasks behind the match find the rule sets; part of the job graph. */
public interface VersionOrigin extends Serializable {
    /** For one task, when it starts. */
    RuleVersions versions() throws InterruptedException;
}
