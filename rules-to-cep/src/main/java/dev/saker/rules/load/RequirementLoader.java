// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what a file says it needs against the language and the fields that are here. */
final class RequirementLoader {

    /** The version of Falco's engine whose language this is. */
    static final Version ENGINE = new Version(0, 63, 0);

    /** The version of our own items: correlation, suppress, incident, risk. */
    static final int CORRELATIONS = 1;

    /** Falco's plugins whose fields the catalogue holds, in the versions it was made from. */
    private static final Map<String, Version> PLUGINS =
            Map.of(
                    "container", new Version(0, 7, 1),
                    "k8smeta", new Version(0, 4, 1),
                    "k8saudit", new Version(0, 18, 0),
                    "cloudtrail", new Version(0, 17, 1),
                    "json", new Version(0, 7, 4));

    private record Requirement(String name, Version version) {
        @Override
        public String toString() {
            return name + " (>= " + version + ")";
        }
    }

    private final Definitions definitions;

    RequirementLoader(Definitions definitions) {
        this.definitions = definitions;
    }

    void engine(Item item) throws LoadProblem {
        item.warnUnknownKeys(Set.of("required_engine_version"));
        LocatedText text = item.text("required_engine_version");
        Version required = engineVersion(text);
        if (!ENGINE.covers(required)) {
            throw LoadProblem.meaning(
                    "Rules require engine version "
                            + required
                            + ", but engine version is "
                            + ENGINE,
                    text.span());
        }
        definitions.requireEngine(required);
    }

    /** A bare number is the middle one: that is how versions began. */
    private static Version engineVersion(LocatedText text) throws LoadProblem {
        String written = text.text();
        String full = written.matches("\\d{1,9}") ? "0." + written + ".0" : written;
        return Version.parse(full)
                .orElseThrow(
                        () ->
                                LoadProblem.shape(
                                        "Unable to parse engine version '"
                                                + written
                                                + "' as a semver string. Expected \"x.y.z\""
                                                + " semver format.",
                                        text.span()));
    }

    void correlations(Item item) throws LoadProblem {
        Item.Parts parts = item.new Parts();
        Extension.refuseUnknownKeys(item, Set.of("required_correlation_version"), parts);
        parts.requireAll();
        LocatedText text = item.text("required_correlation_version");
        int required = Extension.number(item, "required_correlation_version", 0, 999_999);
        if (required > CORRELATIONS) {
            throw Extension.problem(
                    "Rules require correlation version "
                            + required
                            + ", but the version is "
                            + CORRELATIONS,
                    "",
                    text.span());
        }
    }

    void plugins(Item item) throws LoadProblem {
        item.warnUnknownKeys(Set.of("required_plugin_versions"));
        Item.Parts parts = item.new Parts();
        for (YamlNode node : item.sequence("required_plugin_versions")) {
            parts.read(() -> plugin(item, node));
        }
        parts.requireAll();
    }

    private PluginRequirement plugin(Item item, YamlNode node) throws LoadProblem {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw LoadProblem.shape("Plugin requirement is not a map", node.span());
        }
        return require(item.child("plugin version requirement", mapping));
    }

    private PluginRequirement require(Item item) throws LoadProblem {
        List<Requirement> alternatives = new ArrayList<>();
        Item.Parts parts = item.new Parts();
        parts.read(() -> requirement(item)).ifPresent(alternatives::add);
        if (item.has("alternatives")) {
            for (YamlNode node : item.sequence("alternatives")) {
                parts.read(() -> alternative(item, node)).ifPresent(alternatives::add);
            }
        }
        parts.requireAll();
        requireOnce(item, alternatives);
        requireOneOf(item, alternatives);
        PluginRequirement requirement = asWritten(alternatives);
        definitions.require(requirement);
        return requirement;
    }

    private static Requirement alternative(Item item, YamlNode node) throws LoadProblem {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw LoadProblem.shape("Plugin requirement is not a map", node.span());
        }
        return requirement(item.child("plugin version alternative", mapping));
    }

    private static PluginRequirement asWritten(List<Requirement> all) {
        List<PluginRequirement> plugins =
                all.stream()
                        .map(
                                r ->
                                        new PluginRequirement(
                                                r.name(), r.version().toString(), List.of()))
                        .toList();
        PluginRequirement first = plugins.get(0);
        return new PluginRequirement(
                first.name(), first.version(), plugins.subList(1, plugins.size()));
    }

    private static Requirement requirement(Item item) throws LoadProblem {
        String name = item.text("name").text();
        LocatedText version = item.text("version");
        return new Requirement(
                name,
                Version.parse(version.text())
                        .orElseThrow(
                                () ->
                                        LoadProblem.meaning(
                                                "Invalid required version '"
                                                        + version.text()
                                                        + "' for plugin '"
                                                        + name
                                                        + "'",
                                                version.span())));
    }

    private static void requireOnce(Item item, List<Requirement> alternatives) throws LoadProblem {
        Set<String> names = new HashSet<>();
        for (Requirement alternative : alternatives) {
            if (!names.add(alternative.name())) {
                throw LoadProblem.meaning(
                        "Multiple alternative version requirements for plugin '"
                                + alternative.name()
                                + "'",
                        item.span());
            }
        }
    }

    /** The first that is here decides. */
    private static void requireOneOf(Item item, List<Requirement> alternatives) throws LoadProblem {
        for (Requirement alternative : alternatives) {
            Version loaded = PLUGINS.get(alternative.name());
            if (loaded == null) {
                continue;
            }
            if (loaded.covers(alternative.version())) {
                return;
            }
            throw LoadProblem.meaning(
                    "Plugin '"
                            + alternative.name()
                            + "' version '"
                            + loaded
                            + "' is not compatible with required plugin version '"
                            + alternative.version()
                            + "'",
                    item.span());
        }
        throw LoadProblem.meaning(
                "Plugin requirement not satisfied, must load one of: "
                        + alternatives.stream()
                                .map(Requirement::toString)
                                .collect(Collectors.joining(", ")),
                item.span());
    }
}
