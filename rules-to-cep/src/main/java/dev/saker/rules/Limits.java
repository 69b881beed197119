// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

/**
 * What the state of a correlation may grow to. What is beyond is forgotten, the oldest first;
 * alerts of such a key say so.
 *
 * @param keys that are remembered at one time
 * @param values of a field remembered for a key, and results of a key that wait for their time
 * @param partials beginnings of a sequence remembered for each step of a key, where one is not
 *     enough; with {@code engine: cep} partial matches of a key
 * @param sample events of a count that an alert names
 */
public record Limits(int keys, int values, int partials, int sample) {

    public static final Limits DEFAULT = new Limits(1_000_000, 10_000, 8, 10);

    /** An engine keeps every partial match of a key, not the newest of each step. */
    public static final Limits OF_ENGINE = new Limits(1_000_000, 10_000, 1_000, 10);

    public Limits {
        if (keys < 1 || values < 1 || partials < 1 || sample < 1) {
            throw new IllegalArgumentException("limits below one");
        }
    }
}
