// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.correlate;

import org.apache.flink.util.OutputTag;

/** The ways to correlations. Types are known from classes, as no graph is near. */
public final class CorrelationWays {
    /** Of what is one host's. */
    public static final OutputTag<HostSignal> HOSTS = new Hosts();

    /** Of what several hosts share. */
    public static final OutputTag<FleetHit> FLEET = new Fleet();

    private CorrelationWays() {}

    private static final class Hosts extends OutputTag<HostSignal> {
        private static final long serialVersionUID = 1;

        Hosts() {
            super("host-signals");
        }
    }

    private static final class Fleet extends OutputTag<FleetHit> {
        private static final long serialVersionUID = 1;

        Fleet() {
            super("fleet-hits");
        }
    }
}
