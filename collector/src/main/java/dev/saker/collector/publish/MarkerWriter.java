// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import dev.saker.collector.SensorPlan;
import dev.saker.schemas.Loss;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerCodec;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.WireFormat;
import java.util.List;

/**
 * Writes markers behind the events: how far time has come, what plan is in force, what was lost.
 */
public final class MarkerWriter {
    private final Publisher publisher;
    private final EventNumbers numbers;
    private final EventTimes times;
    private final String node;
    private final int schemaId;

    public MarkerWriter(
            Publisher publisher,
            EventNumbers numbers,
            EventTimes times,
            String node,
            int schemaId) {
        this.publisher = publisher;
        this.numbers = numbers;
        this.times = times;
        this.node = node;
        this.schemaId = schemaId;
    }

    /**
     * @param ruleSet version of the newest rule set that the plan is made for; 0 without one
     */
    public void write(
            MarkerKind kind,
            SensorPlan plan,
            long ruleSet,
            long read,
            long published,
            List<Loss> losses) {
        Marker marker =
                new Marker(
                        node,
                        kind,
                        times.promise(),
                        numbers.run(),
                        numbers.sequence(),
                        plan.fingerprint(),
                        plan.projection(),
                        plan.eventTypes(),
                        read,
                        published,
                        losses,
                        ruleSet,
                        plan.filtered().stream().boxed().toList(),
                        plan.conditions());
        numbers.advance();
        publisher.marker(WireFormat.frame(schemaId, MarkerCodec.encode(marker)));
    }
}
