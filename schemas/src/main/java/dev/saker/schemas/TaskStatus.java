// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.time.Instant;
import java.util.List;

/**
 * What a match task of a detection job says of itself.
 *
 * @param job consumer group of the job
 * @param task from 0
 * @param time kept to the millisecond
 * @param ruleSet version by which an event of this moment would be judged
 * @param shadow version on trial; 0 for none
 * @param newest newest version the task has read, in force or not
 * @param refused versions that cannot be loaded and are left out
 */
public record TaskStatus(
        String job,
        int task,
        int tasks,
        String host,
        Instant time,
        long ruleSet,
        long shadow,
        long newest,
        List<Long> refused) {
    public TaskStatus {
        refused = List.copyOf(refused);
    }
}
