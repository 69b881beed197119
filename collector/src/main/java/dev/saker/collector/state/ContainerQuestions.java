// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/** Somebody who asks container runtimes, aside; what they answer is told to {@link HostState}. */
public interface ContainerQuestions {
    /** Nobody is asked, as in a recording. */
    ContainerQuestions NONE = id -> false;

    /**
     * Asks about a container that has been seen for the first time.
     *
     * @return whether an answer may come soon
     */
    boolean ask(String fullId);
}
