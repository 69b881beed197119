// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.ruleset;

import dev.saker.rules.RuleSet;
import java.util.Optional;
import java.util.OptionalLong;

/** The rule sets of a job by their number, for what is told the number with each record. */
public interface RuleVersions extends AutoCloseable {
    /**
     * The set; empty if nobody has it any more, or it cannot be loaded.
     *
     * @throws InterruptedException while it waits for a version that this process has not read yet
     */
    Optional<RuleSet> version(long number) throws InterruptedException;

    /** The newest set that can be loaded; empty if there is none. */
    OptionalLong newest(boolean shadow) throws InterruptedException;

    @Override
    void close();
}
