// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.alert;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/**
 * What a task behind the match counts of its alerts: as metrics, and in the accumulators that the
 * match has too, which Flink adds up.
 */
public final class AlertCounters implements AlertOutlet.Counts {
    public static final String ALERTS = "saker.alerts";
    public static final String SHADOW_ALERTS = "saker.shadow_alerts";

    private final Counter alerts;
    private final Counter shadowAlerts;
    private final Counter learnt;
    private final LongCounter allAlerts = new LongCounter();
    private final LongCounter allShadowAlerts = new LongCounter();

    public AlertCounters(RuntimeContext context) {
        alerts = context.getMetricGroup().counter("alerts");
        shadowAlerts = context.getMetricGroup().counter("shadow_alerts");
        learnt = context.getMetricGroup().counter("learnt");
        context.addAccumulator(ALERTS, allAlerts);
        context.addAccumulator(SHADOW_ALERTS, allShadowAlerts);
    }

    @Override
    public void alert() {
        alerts.inc();
        allAlerts.add(1L);
    }

    @Override
    public void shadowAlert() {
        shadowAlerts.inc();
        allShadowAlerts.add(1L);
    }

    @Override
    public void learnt() {
        learnt.inc();
    }
}
