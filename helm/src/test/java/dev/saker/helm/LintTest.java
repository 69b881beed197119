// SPDX-License-Identifier: Apache-2.0
package dev.saker.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import org.junit.jupiter.api.Test;

class LintTest {

    @Test
    void chart_lintedStrictly_hasNothingToMend() {
        LintResult result = Chart.lint();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).allMatch(message -> message.startsWith("[INFO]"));
    }

    /** Images carry the build's version: a chart of another would pull what nobody made. */
    @Test
    void appVersion_isTheTagOfTheImagesThatTheBuildMakes() {
        String appVersion = Chart.yaml(Chart.chartFile("Chart.yaml")).path("appVersion").asText();

        assertThat(Chart.resource("../../../../images/pom.xml"))
                .contains("<tag>${project.version}</tag>")
                .contains("<version>" + appVersion + "</version>");
    }
}
