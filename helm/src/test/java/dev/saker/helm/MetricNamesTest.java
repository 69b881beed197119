// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A dashboard or an alert on a metric that does not exist shows nothing, for ever. */
class MetricNamesTest {
    private static final Pattern OURS =
            Pattern.compile("(?:saker_collector|flink_taskmanager_job_task_operator)_[a-z_]+");

    /** Flink's own. */
    private static final Set<String> OF_FLINK =
            Set.of("flink_taskmanager_job_task_operator_pending");

    private static final String DOCUMENTED =
            docs("collector.md") + docs("detection.md") + docs("delivery.md");

    @Test
    void dashboard_asksForMetricsThatThereAre() {
        JsonNode dashboard = Chart.yaml(Chart.chartFile("dashboards/saker.json"));
        StringBuilder expressions = new StringBuilder();
        dashboard.findValuesAsText("expr").forEach(expressions::append);

        Set<String> names = names(expressions.toString());

        assertThat(names).hasSizeGreaterThan(15).allMatch(MetricNamesTest::isDocumented);
    }

    @Test
    void operationsPage_alertsOnMetricsThatThereAre() {
        assertThat(names(docs("operations.md")))
                .hasSizeGreaterThan(10)
                .allMatch(MetricNamesTest::isDocumented);
    }

    @Test
    void dashboard_isFoundByItsIdAndOverlapsNowhere() {
        JsonNode dashboard = Chart.yaml(Chart.chartFile("dashboards/saker.json"));
        Set<String> places = new TreeSet<>();
        dashboard.path("panels").forEach(panel -> places.add(panel.path("gridPos").toString()));

        assertThat(dashboard.path("uid").asText()).isEqualTo("saker");
        assertThat(places).hasSize(dashboard.path("panels").size());
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = OURS.matcher(text);
        while (matcher.find()) {
            if (!matcher.group().endsWith("_") && !OF_FLINK.contains(matcher.group())) {
                names.add(matcher.group());
            }
        }
        return names;
    }

    /** Pages name metrics of a group once in full and then by their ends: `…_published_total`. */
    private static boolean isDocumented(String metric) {
        String name =
                metric.replaceFirst("^saker_collector_", "")
                        .replaceFirst("^flink_taskmanager_job_task_operator_(saker_sink_)?", "");
        String end = name.substring(name.indexOf('_') + 1);
        return DOCUMENTED.contains("`" + name + "`")
                || DOCUMENTED.contains("saker_collector_" + name)
                || DOCUMENTED.contains("…_" + name)
                || DOCUMENTED.contains("…_" + end)
                || name.equals("rule_hits") && DOCUMENTED.contains("`rule.<name>.hits`");
    }

    private static String docs(String page) {
        return Chart.resource("../../../../docs/" + page);
    }
}
