// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.Input;
import dev.saker.rules.correlate.Match;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.AlertCorrelation;
import java.util.ArrayList;
import java.util.List;

/** Makes alerts of what correlations found. */
public final class CorrelationAlerts {

    private CorrelationAlerts() {}

    /**
     * The alert.
     *
     * @param suppressed how many like it were held back before
     */
    public static Alert of(
            Correlation correlation, Match match, long suppressed, long ruleSetVersion) {
        Alerts.Head head =
                new Alerts.Head(
                        id(correlation, match),
                        correlation.name(),
                        correlation.priority(),
                        correlation.source(),
                        correlation.tags(),
                        match.time(),
                        match.last().node(),
                        match.events());
        FoundView view = new FoundView(correlation, match, suppressed);
        return Alerts.of(head, correlation.output(), view, ruleSetVersion)
                .withCorrelation(
                        new AlertCorrelation(
                                correlation.type().word(),
                                view.key(),
                                match.first(),
                                match.last().time(),
                                match.count(),
                                steps(correlation, match)));
    }

    private static List<AlertCorrelation.Step> steps(Correlation correlation, Match match) {
        return correlation.inputs().stream()
                .map(Input::id)
                .filter(id -> !id.isEmpty() && match.steps().containsKey(id))
                .map(id -> new AlertCorrelation.Step(id, match.steps().get(id).id()))
                .toList();
    }

    /**
     * The same for the same events wherever it is found. What is told of a time rather than of an
     * event has that time in it, for it may be told of the same events twice.
     */
    public static String id(Correlation correlation, Match match) {
        if (!match.awaitsMarker() && match.time() == match.last().time()) {
            return Alerts.id(correlation.name(), match.events());
        }
        List<String> parts = new ArrayList<>(match.events());
        parts.add("at/" + match.time());
        return Alerts.id(correlation.name(), parts);
    }
}
