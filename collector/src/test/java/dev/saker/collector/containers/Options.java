// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import dev.saker.schemas.config.YamlConfig;

/** Options as a configuration file has them. */
final class Options {
    private Options() {}

    static ContainerOptions parse(String yaml) {
        return YamlConfig.parse("containers.yaml", yaml, ContainerOptions.class);
    }
}
