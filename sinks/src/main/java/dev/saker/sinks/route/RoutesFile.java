// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.route;

import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.sinks.config.SinkConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sinks by name, and the routes to them. */
public record RoutesFile(Map<String, SinkConfig> sinks, List<Route> routes) {

    /** A sink's name becomes part of a consumer group's. */
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    public RoutesFile {
        sinks = new TreeMap<>(sinks);
        routes = List.copyOf(routes);
    }

    /** Throws {@link ConfigException} with every problem of the file. */
    public static RoutesFile read(Path file) {
        return checked(file.toString(), YamlConfig.read(file, RoutesFile.class));
    }

    /** As {@link #read}; the name stands in messages for the file. */
    static RoutesFile parse(String name, String text) {
        return checked(name, YamlConfig.parse(name, text, RoutesFile.class));
    }

    private static RoutesFile checked(String name, RoutesFile file) {
        List<String> problems = new ArrayList<>();
        file.problems().forEach(problem -> problems.add(name + ": " + problem));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return file;
    }

    /**
     * Throws {@link ConfigException} when a secret, template or certificate is missing or wrong.
     */
    public void expectOpenable() {
        List<String> problems = new ArrayList<>();
        sinks.forEach(
                (name, config) -> {
                    try {
                        config.open().close();
                    } catch (ConfigException e) {
                        problems.add("sink '" + name + "': " + e.getMessage());
                    }
                });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** What one sink takes, made for asking often. */
    public SinkFilter filterOf(String sink) {
        return new SinkFilter(routes.stream().filter(route -> route.to().contains(sink)).toList());
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (sinks.isEmpty()) {
            problems.add("there is no sink: sinks: {NAME: {stdout: {}}}");
        }
        sinks.keySet().stream()
                .filter(name -> !name.matches(NAME))
                .forEach(name -> problems.add("sink '" + name + "': a name is " + NAME));
        Set<String> reached = new TreeSet<>();
        routes.forEach(route -> reached.addAll(route.to()));
        reached.stream()
                .filter(name -> !sinks.containsKey(name))
                .forEach(name -> problems.add(missing(name)));
        sinks.keySet().stream()
                .filter(name -> !reached.contains(name))
                .forEach(name -> problems.add("sink '" + name + "': no route goes there"));
        return problems;
    }

    private String missing(String name) {
        return "a route goes to '" + name + "', but the sinks are " + sinks.keySet();
    }
}
