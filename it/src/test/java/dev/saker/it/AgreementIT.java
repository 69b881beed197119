// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.it.Deeds.Deed;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.HostResolver;
import dev.saker.rules.ResolvedHosts;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.ruleset.ShippedRules;
import dev.saker.standalone.scan.ScanRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deeds on this host and in real containers, recorded by our probe, and what scans of the recording
 * say of each, by Falco's rules and by those we ship: exactly the alerts that it must raise.
 */
final class AgreementIT {
    private static final List<String> FILES =
            List.of("falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml");

    /** What the rules leave to who uses them. */
    private static final String SITE = "agreement/site.yaml";

    /** What a resolver would say of names in the rules, were there one. */
    static final HostResolver HOSTS =
            new ResolvedHosts(
                    Map.of(
                            "kubernetes.default.svc.cluster.local", List.of("192.0.2.53"),
                            "ca.minexmr.com", List.of("192.0.2.54")));

    /** What is not mounted is null, and null is in no list: it holds for every container. */
    private static final String OF_EVERY_START = "Launch Sensitive Mount Container";

    private static final Pattern RULE = Pattern.compile("(?m)^- rule: (.+?)\\s*$");

    private static Deeds deeds;
    private static long lost;
    private static final Map<String, String> CONTAINERS = new HashMap<>();

    /** Not below /tmp, where every program that is new is suspect. */
    private static Path stage;

    private static DeedAlerts alerts;
    private static DeedAlerts ours;

    @BeforeAll
    static void doThemAll(@TempDir Path directory) throws Exception {
        Host.assumeObservable(AgreementIT.class);
        Host.assumeContainers(AgreementIT.class);
        FILES.forEach(AgreementIT::falco);
        Host.claim();
        deeds = Deeds.read(Host.testResources().resolve("agreement/deeds.yaml"));
        stage = Files.createTempDirectory(Files.createDirectories(Path.of("/srv")), "saker-it");
        Path recording = directory.resolve("deeds.scap");
        DeedStage staged = new DeedStage(deeds, stage);
        lost = staged.record(directory, recording);
        CONTAINERS.putAll(staged.containers());
        alerts = DeedAlerts.of(recording, rules(FILES), deeds, CONTAINERS);
        ours = DeedAlerts.of(recording, shippedRules(), deeds, CONTAINERS);
    }

    @AfterAll
    static void deleteStage() throws IOException {
        if (stage != null) {
            FileTree.delete(stage);
        }
    }

    @Test
    void deeds_recorded_raiseTheirAlertsAndNoOthers() {
        assertThat(alerts.wrong(Deed::alerts))
                .as("deeds, after the loss of %s events", lost)
                .isEmpty();
    }

    @Test
    void deeds_byTheRulesWeShip_raiseTheirAlertsAndNoOthers() {
        assertThat(ours.wrong(Deed::ours)).as("deeds, after the loss of %s events", lost).isEmpty();
    }

    @Test
    void everyRuleWeShip_isTried() throws IOException {
        assertThat(deeds.deeds().stream().flatMap(deed -> deed.ours().stream()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        shippedRules().rules().stream().map(Rule::name).toList());
    }

    @Test
    void alertsInContainers_sayTheImage() {
        assertThat(alerts.images()).containsExactly("localhost/saker-it");
    }

    @Test
    void start_ofAPrivilegedContainer_isAnAlert() {
        for (String rule : deeds.starts()) {
            assertThat(alerts.starts()).contains("privileged: " + rule);
        }
        assertThat(alerts.starts())
                .doesNotContain(
                        "plain: Launch Privileged Container",
                        "plain: Launch Excessively Capable Container");
    }

    @Test
    void start_ofAContainerThatIsAllowed_isNoneOfTheseAlerts() {
        assertThat(CONTAINERS).containsValue(DeedStage.MODEST);
        for (String rule : deeds.starts()) {
            assertThat(alerts.starts().contains(DeedStage.MODEST + ": " + rule))
                    .as(rule)
                    .isEqualTo(rule.equals(OF_EVERY_START));
        }
    }

    /** The start of the container that is allowed nearly breaks the others. */
    @Test
    void everyRuleOfFalco_isNearlyBroken() throws IOException {
        Set<String> near =
                deeds.deeds().stream()
                        .flatMap(deed -> deed.near().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        near.addAll(deeds.starts());

        assertThat(near).containsExactlyInAnyOrderElementsOf(rulesOfFalco());
    }

    @Test
    void everyRuleOfFalco_isTriedOrSaidNotToBe() throws IOException {
        Set<String> tried =
                deeds.deeds().stream()
                        .flatMap(deed -> deed.alerts().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        tried.addAll(deeds.starts());
        assertThat(tried).noneMatch(deeds.elsewhere()::containsKey);
        tried.addAll(deeds.elsewhere().keySet());

        assertThat(tried).containsExactlyInAnyOrderElementsOf(rulesOfFalco());
    }

    private static Set<String> rulesOfFalco() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (String file : FILES) {
            Matcher names = RULE.matcher(Files.readString(falco(file)));
            while (names.find()) {
                rules.add(names.group(1));
            }
        }
        return rules;
    }

    private static Path falco(String file) {
        return Host.conformance("rules/" + file);
    }

    private static RuleSet rules(List<String> names) throws IOException {
        List<RuleSource> sources = new ArrayList<>();
        for (String name : names) {
            String text = Files.readString(falco(name));
            sources.add(new RuleSource(name, text.replace("enabled: false", "enabled: true")));
        }
        sources.add(new RuleSource(SITE, Files.readString(Host.testResources().resolve(SITE))));
        CompilerOptions options = CompilerOptions.defaults().withHosts(HOSTS);
        return RuleCompiler.compile(sources, ScanRules.forRecordings(options))
                .ruleSet()
                .orElseThrow();
    }

    /** Without the correlations, which are about more than one deed. */
    private static RuleSet shippedRules() {
        List<RuleSource> sources =
                ShippedRules.files().stream()
                        .filter(file -> !file.name().endsWith("correlations.yaml"))
                        .map(file -> new RuleSource(file.name(), file.text()))
                        .toList();
        return RuleCompiler.compile(sources, ScanRules.options()).ruleSet().orElseThrow();
    }
}
