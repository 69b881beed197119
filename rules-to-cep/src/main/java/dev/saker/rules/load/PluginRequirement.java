// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import java.util.List;

/**
 * A plugin that a file needs for its fields or events.
 *
 * @param version the least
 * @param alternatives that would do as well, without alternatives of their own
 */
public record PluginRequirement(String name, String version, List<PluginRequirement> alternatives) {

    public PluginRequirement {
        alternatives = List.copyOf(alternatives);
    }
}
