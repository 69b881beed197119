// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs;

import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.YamlConfig;

/** What comes of a configuration file's text. */
final class ConfigOutcome {

    private ConfigOutcome() {}

    static DetectionJobConfig parse(String yaml) {
        return YamlConfig.parse("job.yaml", yaml, DetectionJobConfig.class);
    }

    /** The complaint, or "accepted". */
    static String of(String yaml) {
        try {
            parse(yaml);
            return "accepted";
        } catch (ConfigException e) {
            return e.getMessage();
        }
    }
}
