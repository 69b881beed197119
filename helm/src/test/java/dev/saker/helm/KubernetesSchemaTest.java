// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every object is one that its API takes. */
class KubernetesSchemaTest {
    private static final ApiObjects API = new ApiObjects();
    private static final String MINIMAL = Chart.resource("values/minimal.yaml");
    private static final String EVERYTHING = Chart.resource("values/everything.yaml");

    @ParameterizedTest
    @CsvSource({"standalone,1.25.0", "standalone,1.34.0", "operator,1.25.0", "operator,1.34.0"})
    void everything_isWhatTheApiTakes(String mode, String kubernetes) {
        List<KubernetesObject> objects =
                Chart.renderFor(kubernetes, EVERYTHING, "flink: {mode: %s}".formatted(mode));

        assertThat(objects).hasSizeGreaterThan(20);
        assertThat(problems(objects)).isEmpty();
    }

    @Test
    void everySwitchInEveryPosition_isWhatTheApiTakes() {
        List<String> problems = new ArrayList<>();
        for (Switches.Switch tried : GoldenTest.switches().toList()) {
            for (var position : tried.positions()) {
                List<KubernetesObject> objects =
                        Chart.render(
                                MINIMAL,
                                GoldenTest.context(tried.path()),
                                Switches.position(tried.path(), position));
                problems.addAll(problems(objects));
            }
        }
        assertThat(problems).isEmpty();
    }

    /** The check is worth something only if it refuses. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DaemonSet|hostPID: true|hostPIDs: true",
                "DaemonSet|readinessProbe|readynessProbe",
                "DaemonSet|hostPID: true|hostPID: \"true\"",
                "DaemonSet|readOnlyRootFilesystem: true|readOnlyRootFilesystem: yes please",
                "Deployment|replicas: 1|replicas: \"1\"",
                "FlinkDeployment|upgradeMode: stateless|upgradeMode: never",
                "FlinkDeployment|entryClass|entryKlass",
                "FlinkDeployment|mountPath: /tmp|mountpath: /tmp",
                "PodMonitor|scrapeTimeout|scrapeTimeOut",
                "Job|backoffLimit: 4|backoffLimit: many",
            })
    void objectWithAMistake_isRefused(String kind, String right, String wrong) {
        String mode = kind.equals("FlinkDeployment") ? "operator" : "standalone";
        KubernetesObject object =
                Chart.render(
                                MINIMAL,
                                "podMonitor: {enabled: true}\nflink: {mode: %s}".formatted(mode))
                        .stream()
                        .filter(rendered -> rendered.kind().equals(kind))
                        .findFirst()
                        .orElseThrow();
        assertThat(object.text()).contains(right.strip());

        String broken = object.text().replace(right.strip(), wrong.strip());

        assertThat(API.problems(KubernetesObject.of(broken))).isNotEmpty();
    }

    private static List<String> problems(List<KubernetesObject> objects) {
        return objects.stream().flatMap(object -> API.problems(object).stream()).toList();
    }
}
