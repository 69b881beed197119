// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.recording.LiveRecording;
import dev.saker.collector.recording.RecordingFiles;
import dev.saker.it.Deeds.Deed;
import dev.saker.probe.Probe;
import dev.saker.probe.ProbeOptions;
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
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Copies are made beforehand: a program that appears in a container is an alert itself. */
    private static final Pattern AS = Pattern.compile("\\bas (\\S+)");

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
        prepare(stage);
        Path recording = directory.resolve("deeds.scap");
        record(directory, stage, recording);
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
    void everyRuleOfFalco_isTriedOrSaidNotToBe() throws IOException {
        Set<String> tried =
                deeds.deeds().stream()
                        .flatMap(deed -> deed.alerts().stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        tried.addAll(deeds.starts());
        assertThat(tried).noneMatch(deeds.elsewhere()::containsKey);
        tried.addAll(deeds.elsewhere().keySet());
        Set<String> rules = new TreeSet<>();
        for (String file : FILES) {
            Matcher names = RULE.matcher(Files.readString(falco(file)));
            while (names.find()) {
                rules.add(names.group(1));
            }
        }

        assertThat(tried).containsExactlyInAnyOrderElementsOf(rules);
        assertThat(rules)
                .containsAll(deeds.deeds().stream().flatMap(deed -> deed.near().stream()).toList());
    }

    private static void prepare(Path stage) throws IOException {
        Path source = Host.testResources().resolve("agreement/act.c");
        Path act = stage.resolve("act");
        Command.run(
                        List.of(
                                "gcc",
                                "-Wall",
                                "-Werror",
                                "-O1",
                                "-static",
                                "-o",
                                act.toString(),
                                source.toString()))
                .orThrow();
        for (Deed deed : deeds.deeds()) {
            Path own = Files.createDirectories(stage.resolve("of-" + deed.mark()));
            Matcher names = AS.matcher(deed.script());
            while (names.find()) {
                Files.copy(act, own.resolve(names.group(1)), StandardCopyOption.COPY_ATTRIBUTES);
            }
            String script =
                    """
                    A=%s D=%s
                    as() { name=$1; shift; $D/$name "$@"; }
                    %s
                    true
                    """
                            .formatted(act, own, deed.script());
            Files.writeString(stage.resolve(deed.mark()), script);
        }
        for (String place : places()) {
            String all =
                    of(place)
                            .map(deed -> "sh " + stage.resolve(deed.mark()) + " &\n")
                            .collect(Collectors.joining("", "", "wait\n"));
            Files.writeString(stage.resolve("all-" + place + ".sh"), all);
        }
    }

    private static Set<String> places() {
        return deeds.deeds().stream().map(Deed::place).collect(Collectors.toSet());
    }

    private static Stream<Deed> of(String place) {
        return deeds.deeds().stream().filter(deed -> deed.place().equals(place));
    }

    private static void record(Path directory, Path stage, Path file) throws Exception {
        try (Containers containers = Containers.in(directory.resolve("containers"));
                Probe probe = Probe.open(ProbeOptions.defaults())) {
            ContainerOptions asked = patient(containers.serve());
            RecordingFiles files = new RecordingFiles(file, Long.MAX_VALUE, 1);
            LiveRecording recording = new LiveRecording(files, 80, asked);
            recording.attach(probe);
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> recorded =
                    CompletableFuture.runAsync(() -> run(recording, probe, done));
            act(containers, stage);
            Thread.sleep(500); // what came last is still on its way through the rings
            done.set(true);
            recorded.join();
            lost = probe.drops().lost();
        }
    }

    /** This host may be busy, and podman answers nothing about a container that it starts. */
    private static ContainerOptions patient(Path podman) {
        ContainerOptions usual = ContainerOptions.ofSockets(List.of("podman=" + podman));
        return new ContainerOptions(
                true,
                usual.engines(),
                usual.docker(),
                usual.podman(),
                usual.cri(),
                usual.hostRoot(),
                Duration.ofSeconds(30),
                256 << 20,
                Duration.ofSeconds(10),
                usual.labelLength());
    }

    private static void run(LiveRecording recording, Probe probe, AtomicBoolean done) {
        try {
            recording.run(probe, done::get);
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static void act(Containers containers, Path stage) {
        List<CompletableFuture<Void>> under = new ArrayList<>();
        for (String place : places()) {
            List<String> all = List.of("sh", stage.resolve("all-" + place + ".sh").toString());
            if (place.equals(Deeds.HOST)) {
                under.add(CompletableFuture.runAsync(() -> Command.run(all).orThrow()));
                continue;
            }
            List<String> options =
                    new ArrayList<>(List.of("--network", "none", "-v", stage + ":" + stage));
            if (!place.equals("plain")) {
                options.add("--privileged");
            }
            if (place.equals("pod")) {
                options.addAll(List.of("--label", "io.kubernetes.pod.namespace=scoped"));
            }
            String id = containers.start(options, List.of("sleep", "600"));
            CONTAINERS.put(id.substring(0, 12), place);
            under.add(CompletableFuture.runAsync(() -> containers.exec(id, all).orThrow()));
        }
        under.forEach(CompletableFuture::join);
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
