// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import dev.saker.rules.correlate.Hit;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import java.util.ArrayList;
import java.util.List;

/** Hits as bytes, each with its place among all hits of its event. */
final class HitList {
    private static final int FORMAT = 1;

    private HitList() {}

    /** A hit and its place. */
    record Placed(int place, Hit hit) {}

    static byte[] write(List<Placed> hits) {
        StateWriter out = new StateWriter();
        out.octet(FORMAT);
        out.number(hits.size());
        for (Placed placed : hits) {
            out.number(placed.place());
            placed.hit().write(out);
        }
        return out.toBytes();
    }

    /** One list of what is in several. */
    static byte[] join(List<byte[]> lists) {
        StateWriter out = new StateWriter();
        out.octet(FORMAT);
        out.number(lists.stream().mapToLong(HitList::count).sum());
        for (byte[] list : lists) {
            StateReader in = new StateReader(list);
            in.octet(); // its format
            in.number(); // how many
            out.raw(list, in.position());
        }
        return out.toBytes();
    }

    /** How many are in a list. */
    static long count(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        in.octet();
        return in.number();
    }

    static List<Placed> read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("hits have format " + format);
        }
        List<Placed> hits = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            hits.add(new Placed((int) in.number(), Hit.read(in)));
        }
        return hits;
    }
}
