// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.route;

import dev.saker.schemas.Alert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether any of some routes takes an alert. Remembers which of them a rule's name fits, since
 * rules are few and alerts are many. For one thread.
 */
public final class SinkFilter {

    private final List<Route> routes;
    private final Map<String, List<Route>> byRule = new HashMap<>();

    SinkFilter(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    public boolean takes(Alert alert) {
        for (Route route : byRule.computeIfAbsent(alert.rule(), this::fitting)) {
            if (route.takesBut(alert)) {
                return true;
            }
        }
        return false;
    }

    private List<Route> fitting(String rule) {
        return routes.stream().filter(route -> route.takesRule(rule)).toList();
    }
}
