// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;

/**
 * What was found of a moment rather than at an event, and is told when its node was heard of then.
 *
 * @param due when it is certain
 * @param shadow whether the rule set is on trial
 */
record Awaited(long due, long version, boolean shadow, Match match) {
    private static final int FORMAT = 1;

    byte[] toBytes() {
        StateWriter out = new StateWriter();
        write(out);
        return out.toBytes();
    }

    void write(StateWriter out) {
        out.octet(FORMAT);
        out.fixed(due);
        out.fixed(version);
        out.flag(shadow);
        match.write(out);
    }

    static Awaited read(StateReader in) {
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("an awaited result has format " + format);
        }
        return new Awaited(in.fixed(), in.fixed(), in.flag(), Match.read(in));
    }
}
