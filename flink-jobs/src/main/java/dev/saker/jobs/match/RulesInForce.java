// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import java.util.List;

/** The rule sets that hold at each event time, as far as is known at a moment. */
public interface RulesInForce extends AutoCloseable {
    /**
     * Whether every set is known by which an event could be judged that has been appended to its
     * topic by now.
     */
    boolean isFresh();

    /**
     * Waits until that is so.
     *
     * @throws RulesUnknownException if it does not become so
     */
    void awaitFresh() throws InterruptedException;

    /**
     * What an event of this time is judged by.
     *
     * @throws RulesUnknownException if no set can be loaded
     */
    RuleSpan at(long nanos);

    /** The sets that cannot be loaded, as far as anybody has tried; the list only grows. */
    List<RefusedRuleSet> refused();

    /** Of the newest set known, in force or not. */
    long newestVersion();

    @Override
    void close();
}
