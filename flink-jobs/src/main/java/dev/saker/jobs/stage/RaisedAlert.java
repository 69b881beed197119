// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.StateReader;
import dev.saker.rules.correlate.StateWriter;
import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An alert that items about alerts have to do with.
 *
 * @param alert as it reads if none like it was held back before
 * @param match what it is about, if a correlation found it
 * @param throttles that it has to pass, in their order
 * @param incidents that it joins when it has
 */
record RaisedAlert(
        Alert alert, Optional<Match> match, List<Place> throttles, List<Place> incidents) {
    private static final int FORMAT = 1;

    /** The throttle of the correlation itself. */
    static final int OWN = -1;

    /**
     * An item, and the key that the alert has there.
     *
     * @param stage place among the items of the rule set, or {@link #OWN}
     */
    record Place(int stage, byte[] key) {}

    /** One that got through, for an incident. */
    static RaisedAlert of(Alert alert, Place incident) {
        return new RaisedAlert(alert, Optional.empty(), List.of(), List.of(incident));
    }

    byte[] toBytes() {
        StateWriter out = new StateWriter();
        out.octet(FORMAT);
        out.bytes(AlertCodec.encode(alert));
        out.flag(match.isPresent());
        match.ifPresent(found -> found.write(out));
        write(throttles, out);
        write(incidents, out);
        return out.toBytes();
    }

    static RaisedAlert read(byte[] bytes) {
        StateReader in = new StateReader(bytes);
        int format = in.octet();
        if (format != FORMAT) {
            throw new IllegalStateException("a held alert has format " + format);
        }
        byte[] alert = in.bytes();
        Optional<Match> match = in.flag() ? Optional.of(Match.read(in)) : Optional.empty();
        return new RaisedAlert(
                AlertCodec.decode(alert, 0, alert.length), match, places(in), places(in));
    }

    private static void write(List<Place> places, StateWriter out) {
        out.number(places.size());
        for (Place place : places) {
            out.number(place.stage());
            out.bytes(place.key());
        }
    }

    private static List<Place> places(StateReader in) {
        List<Place> places = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            places.add(new Place((int) in.number(), in.bytes()));
        }
        return places;
    }
}
