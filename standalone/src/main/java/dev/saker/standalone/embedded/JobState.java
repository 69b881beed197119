// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import java.util.Map;
import org.apache.flink.api.common.JobStatus;

/**
 * A job at one moment. Flink copies its whole execution graph for whoever asks anything of it, so
 * everything is asked for at once.
 *
 * @param allTasksRun whether every task is at work, not only asked to be
 * @param counters by name; those of a failed attempt are not in it
 * @param failure why the job failed last, without stack traces; empty while it never did
 */
record JobState(JobStatus status, boolean allTasksRun, Map<String, Long> counters, String failure) {
    JobState {
        counters = Map.copyOf(counters);
    }
}
