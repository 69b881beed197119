// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import dev.saker.standalone.falco.ImportReport.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Makes Falco's outputs into a file of sinks and routes. */
final class FalcoOutputs {

    private final FalcoConfig config;
    private final ImportReport report;
    private final Map<String, Object> sinks = new LinkedHashMap<>();
    private final String form;

    FalcoOutputs(FalcoConfig config, ImportReport report) {
        this.config = config;
        this.report = report;
        this.form = config.flag(false, "json_output") ? "json" : "text";
    }

    /** The file's text; empty if no output is enabled. */
    Optional<String> sinks() {
        standardOutput();
        file();
        http();
        syslog();
        program();
        time();
        if (sinks.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("sinks", sinks);
        document.put("routes", List.of(Map.of("to", List.copyOf(sinks.keySet()))));
        DumpSettings settings =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(120).build();
        return Optional.of(
                "# The outputs of falco.yaml.\n" + new Dump(settings).dumpToString(document));
    }

    private Optional<ConfigValue> enabled(String output) {
        return config.flag(false, output, "enabled") ? config.at(output) : Optional.empty();
    }

    private void put(String output, ConfigValue value, String name, String kind, Object options) {
        sinks.put(name, new LinkedHashMap<>(Map.of(kind, options)));
        report.note(Kind.TAKEN, output, value, "sink '" + name + "'");
    }

    private void standardOutput() {
        enabled("stdout_output")
                .ifPresent(
                        value ->
                                put(
                                        "stdout_output",
                                        value,
                                        "stdout",
                                        "stdout",
                                        Map.of("form", form)));
    }

    private void file() {
        enabled("file_output")
                .ifPresent(
                        value -> {
                            Map<String, Object> options = new LinkedHashMap<>();
                            options.put("path", config.text("file_output", "filename"));
                            options.put("form", form);
                            options.put("max_megabytes", 0);
                            put("file_output", value, "file", "file", options);
                        });
    }

    private void syslog() {
        enabled("syslog_output")
                .ifPresent(
                        value -> {
                            Map<String, Object> options = new LinkedHashMap<>();
                            options.put("host", "localhost");
                            options.put("transport", "udp");
                            options.put("form", form);
                            put("syslog_output", value, "syslog", "syslog", options);
                            report.note(
                                    Kind.CHANGED,
                                    "syslog_output",
                                    value,
                                    "Falco writes to the machine's own log; the sink sends to UDP"
                                            + " port 514 of this host, where something must listen");
                        });
    }

    private void program() {
        enabled("program_output")
                .ifPresent(
                        value ->
                                report.note(
                                        Kind.LOST,
                                        "program_output",
                                        value,
                                        "no sink runs a program: receive alerts over HTTP, or read"
                                                + " the file or topic they are written to"));
    }

    private void http() {
        Optional<ConfigValue> enabled = enabled("http_output");
        if (enabled.isEmpty()) {
            return;
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("url", config.text("http_output", "url"));
        Map<String, Object> headers = new LinkedHashMap<>();
        if (form.equals("text")) {
            headers.put("Content-Type", "text/plain");
            options.put("body", "{{output}}");
        }
        String agent = config.text("http_output", "user_agent");
        if (!agent.isEmpty()) {
            headers.put("User-Agent", agent);
        }
        if (!headers.isEmpty()) {
            options.put("headers", headers);
        }
        Map<String, Object> tls = tls();
        if (!tls.isEmpty()) {
            options.put("tls", tls);
        }
        put("http_output", enabled.get(), "http", "http", options);
        secretInUrl(enabled.get());
        lost("insecure", "certificates of receivers are always checked");
        lost("echo", "answers are not printed");
    }

    /** An address with something secret in it must not stay in a file. */
    private void secretInUrl(ConfigValue value) {
        String url = config.text("http_output", "url");
        if (url.contains("@") || url.contains("?")) {
            report.note(
                    Kind.CHANGED,
                    "http_output.url",
                    value,
                    "if there is a secret in the address, name it under secrets and write"
                            + " {{secret.NAME}} in its place");
        }
    }

    private void lost(String key, String reason) {
        if (config.flag(false, "http_output", key)) {
            ConfigValue value = config.at("http_output", key).orElseThrow();
            report.note(Kind.LOST, "http_output." + key, value, reason);
        }
    }

    private Map<String, Object> tls() {
        Map<String, Object> tls = new LinkedHashMap<>();
        for (String key : List.of("ca_bundle", "ca_cert")) {
            String file = config.text("http_output", key);
            if (!file.isEmpty()) {
                tls.put("ca_file", file);
            }
        }
        Optional<ConfigValue> folder = config.at("http_output", "ca_path");
        if (folder.isPresent() && tls.isEmpty()) {
            report.note(
                    Kind.LOST,
                    "http_output.ca_path",
                    folder.get(),
                    "authorities are read from one file, see tls.ca_file");
        }
        if (config.flag(false, "http_output", "mtls")) {
            tls.put("certificate_file", config.text("http_output", "client_cert"));
            tls.put("key_file", config.text("http_output", "client_key"));
        }
        return tls;
    }

    private void time() {
        config.at("time_format_iso_8601")
                .filter(ConfigValue::flag)
                .ifPresent(
                        value ->
                                report.note(
                                        Kind.CHANGED,
                                        "time_format_iso_8601",
                                        value,
                                        "lines begin with the local time of day; the time property"
                                                + " of JSON is ISO 8601"));
    }
}
