// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.stage;

import org.apache.flink.util.OutputTag;

/**
 * The ways of alerts to the items about them. Types are known from classes, as no graph is near.
 */
public final class AlertWays {
    /** To what adds them up. */
    public static final OutputTag<AlertSignal> RISKS = new Way("risks");

    /** To what lets only some through. */
    public static final OutputTag<AlertSignal> THROTTLES = new Way("throttles");

    /** To the stories they are part of. */
    public static final OutputTag<AlertSignal> INCIDENTS = new Way("incidents");

    private AlertWays() {}

    private static final class Way extends OutputTag<AlertSignal> {
        private static final long serialVersionUID = 1;

        Way(String name) {
            super(name);
        }
    }
}
