// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.ruleset.RuleVersions;
import java.util.concurrent.TimeUnit;

/**
 * The rule sets that were pushed, each from its time on. The tasks of one JVM share what they hold.
 */
public record PushedRules(DetectionJobConfig config) implements RuleOrigin {
    @Override
    public RulesInForce open(int task, int tasks) throws InterruptedException {
        return SharedRules.use(config, task, tasks);
    }

    @Override
    public RuleVersions versions() throws InterruptedException {
        return SharedRules.versions(config);
    }

    @Override
    public long alertsFromNanos() {
        return TimeUnit.SECONDS.toNanos(config.alertsFrom().getEpochSecond())
                + config.alertsFrom().getNano();
    }
}
