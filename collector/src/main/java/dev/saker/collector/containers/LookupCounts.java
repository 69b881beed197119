// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

/**
 * What came of asking container runtimes.
 *
 * @param asked containers
 * @param answered containers
 * @param unknown questions that a runtime could not answer for a minute
 * @param refused questions beyond what a runtime is asked at once
 * @param failed times that a runtime did not answer
 */
public record LookupCounts(long asked, long answered, long unknown, long refused, long failed) {
    public static final LookupCounts NONE = new LookupCounts(0, 0, 0, 0, 0);
}
