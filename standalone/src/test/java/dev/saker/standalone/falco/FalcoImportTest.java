// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.collector.CollectorConfig;
import dev.saker.collector.alertcapture.AlertCaptureOptions;
import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.EventDrops;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.config.ConfigException;
import dev.saker.schemas.config.YamlConfig;
import dev.saker.sinks.route.RoutesFile;
import dev.saker.standalone.falco.ImportReport.Kind;
import dev.saker.standalone.rule.RuleInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FalcoImportTest {

    @TempDir Path directory;

    private Path root;

    private Path put(String path, String text) throws IOException {
        root = directory.resolve("host");
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String rule(String name, String priority, String tag) {
        return "- {rule: "
                + name
                + ", desc: d, output: o, condition: evt.type=open, priority: "
                + priority
                + ", tags: ["
                + tag
                + "]}\n";
    }

    private FalcoImport run(String falcoYaml, String... overrides) throws IOException {
        Path file = put("etc/falco/falco.yaml", falcoYaml);
        Map<String, String> environment = Map.of("PRIORITY", "warning");
        return FalcoImport.run(
                file,
                List.of(overrides),
                List.of(),
                root,
                directory.resolve("out"),
                environment::get);
    }

    private FalcoImport runWith(List<Path> rules) throws IOException {
        Path file = put("etc/falco/falco.yaml", "rules_files: [/etc/falco/a.yaml]\n");
        Path target = directory.resolve("out");
        return FalcoImport.run(file, List.of(), rules, root, target, name -> null);
    }

    private static List<String> keys(FalcoImport imported, Kind kind) {
        return imported.report().notes(kind).stream().map(ImportReport.Note::key).toList();
    }

    @Test
    void rules_ofFilesAndFolders_keepTheirOrderAndSelection() throws IOException {
        put("etc/falco/z.yaml", rule("first", "ERROR", "a"));
        put("etc/falco/rules.d/b.yml", rule("third", "ERROR", "b"));
        put("etc/falco/rules.d/a.yaml", rule("second", "ERROR", "a") + rule("low", "INFO", "a"));
        put("etc/falco/rules.d/notes.txt", "not rules");

        FalcoImport imported =
                run(
                        """
                        rules_files: [/etc/falco/z.yaml, /etc/falco/rules.d]
                        priority: ${PRIORITY}
                        rules:
                          - disable: {rule: "*"}
                          - enable: {tag: a}
                        append_output:
                          - {match: {source: syscall}, extra_output: "on %evt.hostname ${UNSET}$${KEPT}"}
                        """);

        assertThat(imported.rules())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("01-z.yaml", "02-a.yaml", "03-b.yml", "99-settings.yaml");
        Compilation compilation =
                RuleInput.of(List.of(directory.resolve("out/rules")))
                        .compile(CompilerOptions.defaults());
        assertThat(compilation.errors()).isEmpty();
        List<Rule> rules = compilation.ruleSet().orElseThrow().rules();
        assertThat(rules).extracting(Rule::name).containsExactly("first", "second");
        assertThat(rules.get(0).output().text()).isEqualTo("o on %evt.hostname ${KEPT}");
        assertThat(imported.report().hasLosses()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{suggested_output: true}] | o container_id",
                "[{match: {}, suggested_output: true}] | o container_id",
                "[{match: {tags: [a]}, suggested_output: true}] | o container_id",
                "[{match: {tags: [b]}, suggested_output: true}, {extra_output: x}] | o x",
                "[{suggested_output: false}] | o",
                "[] | o"
            })
    void suggestedOutput_isAskedForAsTheConfigurationDoes(String append, String output)
            throws IOException {
        put("etc/falco/z.yaml", rule("first", "ERROR", "a"));

        run("rules_files: [/etc/falco/z.yaml]\nappend_output: " + append + "\n");

        Compilation compilation =
                RuleInput.of(List.of(directory.resolve("out/rules")))
                        .compile(CompilerOptions.defaults().withSuggestedOutput(true));
        String text = compilation.ruleSet().orElseThrow().rules().get(0).output().text();
        assertThat(text.replaceAll("=.*", "")).isEqualTo(output);
        assertThat(text.split("container_id", -1)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void rules_thatAreNamed_takeThePlaceOfTheConfigurations() throws IOException {
        put("etc/falco/a.yaml", rule("configured", "ERROR", "a"));
        Path mine = put("mine/b.yaml", rule("mine", "ERROR", "a")).getParent();

        FalcoImport imported = runWith(List.of(mine));

        assertThat(imported.rules())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("01-b.yaml");
        assertThat(imported.report().notes())
                .anyMatch(note -> note.text().equals("other rules files were named"));
        assertThat(imported.report().hasLosses()).isFalse();
        assertThatThrownBy(() -> runWith(List.of(directory.resolve("nosuch.yaml"))))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nosuch.yaml");
    }

    @ParameterizedTest
    @EnumSource
    void ruleMatching_becomesTheDetectionJobs(MatchMode mode) throws IOException {
        String word = mode.name().toLowerCase(Locale.ROOT);

        FalcoImport imported = run("rule_matching: " + word + "\n");

        DetectionJobConfig config =
                YamlConfig.parse(
                        "detection.yaml",
                        "kafka: {bootstrap_servers: 'k:9092'}\n"
                                + Files.readString(imported.detection().orElseThrow()),
                        DetectionJobConfig.class);
        assertThat(config.matching().mode()).isEqualTo(mode);
        assertThat(imported.report().hasLosses()).isFalse();
    }

    @Test
    void ruleMatching_thatFalcoHasNot_isLost() throws IOException {
        assertThat(run("rule_matching: some\n").report().hasLosses()).isTrue();
    }

    @Test
    void eventDrops_becomeTheDetectionJobs() throws IOException {
        FalcoImport imported =
                run(
                        """
                        syscall_event_drops:
                          threshold: .05
                          actions: [log, alert, log]
                          rate: .5
                          max_burst: 3
                          simulate_drops: true
                        """);

        String job = "kafka: {bootstrap_servers: 'k:9092'}\n";
        DetectionJobConfig config =
                YamlConfig.parse(
                        "detection.yaml",
                        job + Files.readString(imported.detection().orElseThrow()),
                        DetectionJobConfig.class);
        assertThat(config.syscallEventDrops())
                .isEqualTo(
                        new EventDrops(
                                0.05,
                                List.of(EventDrops.Action.LOG, EventDrops.Action.ALERT),
                                0.5,
                                3,
                                true));
        assertThat(imported.report().hasLosses()).isFalse();
    }

    @Test
    void captures_becomeTheCollectors() throws IOException {
        FalcoImport imported =
                run(
                        """
                        capture:
                          enabled: true
                          path_prefix: /var/captures/falco
                          mode: all_rules
                          default_duration: 2500
                          max_file_size_mb: 100
                        """);

        String kafka = "kafka: {bootstrap_servers: 'k:9092'}\n";
        AlertCaptureOptions options =
                YamlConfig.parse(
                                "collector.yaml",
                                kafka + Files.readString(imported.collector().orElseThrow()),
                                CollectorConfig.class)
                        .alertCapture();
        assertThat(options.directory()).contains(Path.of("/var/captures"));
        assertThat(options.mode()).isEqualTo(AlertCaptureOptions.Mode.ALL_RULES);
        assertThat(options.duration()).isEqualTo(Duration.ofMillis(2500));
        assertThat(options.maxFileBytes()).isEqualTo(100_000_000);
        assertThat(imported.report().hasLosses()).isFalse();
    }

    @Test
    void outputs_enabled_becomeSinksThatTheSinksFileTakes() throws IOException {
        FalcoImport imported =
                run(
                        """
                        json_output: true
                        stdout_output: {enabled: true}
                        file_output: {enabled: true, keep_alive: false, filename: /var/log/events}
                        syslog_output: {enabled: true}
                        http_output:
                          enabled: true
                          url: https://sidekick:2801/
                          user_agent: falco
                          ca_cert: /etc/ca.pem
                          mtls: true
                          client_cert: /etc/cert.pem
                          client_key: /etc/key.pem
                        """);

        RoutesFile routes = RoutesFile.read(imported.sinks().orElseThrow());
        assertThat(routes.sinks()).containsOnlyKeys("stdout", "file", "syslog", "http");
        assertThat(routes.sinks().get("file").file().orElseThrow().maxMegabytes()).isZero();
        assertThat(routes.sinks().get("http").http().orElseThrow().tls().caFile())
                .isEqualTo("/etc/ca.pem");
        assertThat(keys(imported, Kind.CHANGED)).containsExactly("syslog_output");
    }

    @Test
    void containerPlugin_itsEngines_areNamedForTheCollectorsFile() throws IOException {
        FalcoImport imported =
                run(
                        """
                        plugins:
                          - name: container
                            init_config:
                              label_max_len: 50
                              engines:
                                docker: {enabled: false}
                                cri: {enabled: true, sockets: [/run/a.sock, /run/b.sock]}
                                lxc: {enabled: true}
                                static: {enabled: true, container_id: x}
                        """);

        assertThat(imported.report().notes(Kind.CHANGED))
                .extracting(ImportReport.Note::text)
                .anySatisfy(text -> assertThat(text).contains("containers.label_length: 50"))
                .anySatisfy(
                        text ->
                                assertThat(text)
                                        .contains("containers.cri: [/run/a.sock, /run/b.sock]"))
                .anySatisfy(
                        text ->
                                assertThat(text)
                                        .contains("leave docker out of containers.engines"));
        assertThat(imported.report().notes(Kind.LOST))
                .extracting(ImportReport.Note::text)
                .singleElement()
                .asString()
                .contains("'static'");
    }

    @Test
    void http_ofText_sendsTheLine() throws IOException {
        FalcoImport imported = run("http_output: {enabled: true, url: 'http://h:1/?token=x'}");

        RoutesFile routes = RoutesFile.read(imported.sinks().orElseThrow());
        assertThat(routes.sinks().get("http").http().orElseThrow().body()).isEqualTo("{{output}}");
        assertThat(keys(imported, Kind.CHANGED)).containsExactly("http_output.url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "program_output: {enabled: true, program: x} | LOST | program_output",
                "program_output: {enabled: false, program: x} | |",
                "http_output: {enabled: true, url: 'http://h', insecure: true} | LOST |"
                        + " http_output.insecure",
                "load_plugins: [container] | |",
                "load_plugins: [container, k8saudit] | LOST | load_plugins",
                "rules_files: [/nowhere.yaml] | LOST | rules_files",
                "capture: {enabled: true} | |",
                "json_include_tags_property: true | |",
                "json_include_tags_property: false | LOST | json_include_tags_property",
                "static_fields: {site: a} | LOST | static_fields.site",
                "syscall_event_drops: {actions: [ignore, log]} | LOST | syscall_event_drops.actions",
                "syscall_event_drops: {actions: [exit]} | |",
                "syscall_event_drops: {rate: 0} | LOST | syscall_event_drops.rate",
                "syscall_event_drops: {actions: [log, alert], threshold: 1.1} | LOST |"
                        + " syscall_event_drops.threshold",
                "json_otput: true | UNKNOWN | json_otput",
                "http_output: {enabled: false, uri: x} | UNKNOWN | http_output.uri",
                "webserver: {enabled: true} | |",
            })
    void setting_withoutACounterpart_isNamedIfSomethingIsLost(String yaml, Kind kind, String key)
            throws IOException {
        FalcoImport imported = run(yaml);

        assertThat(imported.report().hasLosses()).isEqualTo(kind != null);
        if (kind != null) {
            assertThat(keys(imported, kind)).contains(key);
            assertThat(imported.report().notes(kind).get(0).place()).contains("falco.yaml:1:");
        }
    }

    @ParameterizedTest
    @CsvSource({"append, warning, 2", "override, warning, 1", "add-only, debug, 1"})
    void configFiles_areMergedAsTheirStrategySays(String strategy, String priority, int files)
            throws IOException {
        put("etc/falco/one.yaml", rule("one", "ERROR", "a"));
        put("etc/falco/two.yaml", rule("two", "ERROR", "a"));
        put(
                "etc/falco/config.d/more.yaml",
                "priority: warning\nrules_files: [/etc/falco/two.yaml]\njson_output: true\n");

        FalcoImport imported =
                run(
                        "config_files: [{path: /etc/falco/config.d, strategy: "
                                + strategy
                                + "}]\npriority: debug\nrules_files: [/etc/falco/one.yaml]\n"
                                + "stdout_output: {enabled: true}\n");

        assertThat(imported.rules()).hasSize(files + 1);
        assertThat(Files.readString(imported.rules().get(files))).contains("priority: " + priority);
        assertThat(Files.readString(imported.sinks().orElseThrow())).contains("form: json");
    }

    @Test
    void file_thatIsNoYaml_isRefusedWithItsPlaceAndNothingIsWritten() {
        assertThatThrownBy(() -> run("a: [1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("falco.yaml:1:");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void target_thatIsNotEmpty_isLeftAlone() throws IOException {
        Files.createDirectories(directory.resolve("out"));
        Files.writeString(directory.resolve("out/mine"), "x");

        assertThatThrownBy(() -> run("priority: debug")).hasMessageContaining("is not empty");
        assertThat(directory.resolve("out/rules")).doesNotExist();
    }

    @Test
    void options_arePutOverTheFile() throws IOException {
        put("etc/falco/a.yaml", rule("low", "INFO", "a") + rule("high", "ERROR", "b"));
        put("etc/falco/b.yaml", rule("more", "ERROR", "c"));

        FalcoImport imported =
                run(
                        """
                        rules_files: [/etc/falco/gone.yaml]
                        priority: debug
                        stdout_output: {enabled: false}
                        """,
                        "rules_files[0]=/etc/falco/a.yaml",
                        "rules_files[]=/etc/falco/b.yaml",
                        "priority=${PRIORITY}",
                        "rules[]={disable: {tag: c}}",
                        "append_output[].extra_output=on %evt.hostname",
                        "stdout_output.enabled=true");

        assertThat(imported.report().hasLosses()).isFalse();
        assertThat(imported.sinks()).isPresent();
        Compilation compilation =
                RuleInput.of(List.of(directory.resolve("out/rules")))
                        .compile(CompilerOptions.defaults());
        assertThat(compilation.ruleSet().orElseThrow().rules())
                .extracting(Rule::name)
                .containsExactly("high");
        assertThat(compilation.ruleSet().orElseThrow().rules().get(0).output().text())
                .endsWith("on %evt.hostname");
    }

    @ParameterizedTest
    @CsvSource({
        "priority, not KEY=VALUE",
        "=warning, not KEY=VALUE",
        "a..b=x, no key",
        "[0]=x, no key",
        "a.=x, no key",
        "rules_files[3]=x, the list has 0 values",
        "priority=[, the value is not YAML"
    })
    void option_thatIsNone_isRefusedWithWhatItShouldBe(String option, String reason) {
        assertThatThrownBy(() -> run("priority: info", option))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(option)
                .hasMessageContaining(reason);
    }
}
