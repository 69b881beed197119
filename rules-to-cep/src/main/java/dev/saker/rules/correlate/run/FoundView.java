// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.correlate.MatchView;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What was found as an event: fields of steps, of the newest event, and of the finding. */
public final class FoundView extends MatchView {

    private static final long NANOS = 1_000_000_000L;

    private final Correlation correlation;
    private final Match match;
    private final long suppressed;

    /**
     * @param suppressed how many alerts like it were held back before
     */
    public FoundView(Correlation correlation, Match match, long suppressed) {
        this.correlation = correlation;
        this.match = match;
        this.suppressed = suppressed;
        set(match.last(), match.steps());
    }

    @Override
    public void read(BoundField field, Value into) {
        switch (field.ref().name()) {
            case "corr.count" -> into.setNumber(match.count());
            case "corr.distinct" -> into.setNumber(match.distinct());
            case "corr.value" -> text(match.value(), into);
            case "corr.first_time" -> text(time(match.first()), into);
            case "corr.last_time" -> text(time(match.last().time()), into);
            case "corr.key" -> text(key(), into);
            case "corr.suppressed" -> into.setNumber(suppressed);
            case "corr.truncated" -> into.setBool(match.truncated());
            default -> super.read(field, into);
        }
    }

    /** What its events share, for people: values with a comma between. */
    String key() {
        return Keys.text(
                match.key(),
                correlation.inputs().get(0).key().stream().map(KeyField::ref).toList());
    }

    private static String time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS))
                .toString();
    }

    private static void text(String text, Value into) {
        if (text.isEmpty()) {
            into.setNull();
        } else {
            into.setBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
