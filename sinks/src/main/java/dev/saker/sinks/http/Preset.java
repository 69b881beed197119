// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.http;

import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.Default;
import dev.saker.schemas.config.YamlConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How a receiver wants to be spoken to, as data: presets.yaml beside this class's resources. What a
 * sink's own configuration says wins over it.
 *
 * @param url where everybody's receiver is; empty when everyone has his own
 * @param path appended to an url that has none
 * @param body a template; empty for the alert's Falco JSON as it is
 * @param secrets that the preset cannot do without
 */
record Preset(
        @Default("") String url,
        @Default("") String path,
        Map<String, String> headers,
        @Default("") String body,
        List<String> secrets) {

    /** No preset: Falco's JSON to the url as given. */
    static final Preset NONE = new Preset("", "", Map.of(), "", List.of());

    private static final String RESOURCE = "/saker/sinks/presets.yaml";

    /** The resource's form. */
    record Presets(Map<String, Preset> presets) {}

    static Preset named(String name) {
        if (name.isEmpty()) {
            return NONE;
        }
        Map<String, Preset> all = all();
        Preset preset = all.get(name);
        if (preset == null) {
            throw new ConfigException(
                    "there is no preset '" + name + "'; known: " + String.join(", ", all.keySet()));
        }
        return preset;
    }

    static Map<String, Preset> all() {
        try (InputStream in = Preset.class.getResourceAsStream(RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return YamlConfig.parse("presets.yaml", text, Presets.class).presets();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
    }
}
