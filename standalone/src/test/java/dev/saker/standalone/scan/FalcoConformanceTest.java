// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSelection;
import dev.saker.rules.RuleSet;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.FalcoJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The same alerts as Falco's on the same recordings. How many are the same stands in
 * docs/conformance.md, which is compared here, so that every change of it is seen and asked about;
 * -Dconformance.write=true writes it anew.
 */
class FalcoConformanceTest {
    private static final Path REPORT = Path.of("../docs/conformance.md");

    /** Recording, rules, matching. */
    private record Run(String recording, String rules, MatchMode mode) {
        /** What the name of Falco's answer says. */
        static Run of(String name) {
            String[] parts = name.split("\\.");
            return new Run(
                    parts[0], parts[1], MatchMode.valueOf(parts[2].toUpperCase(Locale.ROOT)));
        }

        String name() {
            return recording + "." + rules + "." + mode.name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String DIRFD =
            "after evt.abspath of a path relative to a descriptor, Falco answers for"
                    + " that descriptor";

    /** Columns of the field tables that differ, and why. */
    private static final Map<String, String> COLUMNS =
            Map.of(
                    "fd.name",
                    DIRFD,
                    "fd.nameraw",
                    DIRFD,
                    "fd.directory",
                    DIRFD,
                    "fd.filename",
                    DIRFD,
                    "fd.type",
                    DIRFD,
                    "fd.typechar",
                    DIRFD,
                    "fd.ino",
                    DIRFD,
                    "fs.path.name",
                    DIRFD
                            + "; of a directory that was opened without O_DIRECTORY, and of a failed"
                            + " openat, it says <UNKNOWN>",
                    "fd.is_server",
                    "in a container whose address nobody told, Falco takes no address for local");

    /** Why Falco's alert and ours differ where they do. */
    private static final Map<String, String> CAUSES =
            Map.of(
                    "fields fd.lport",
                    "in a container whose address nobody told, Falco takes the server's end for the"
                            + " local one");

    private static final List<String> TABLES =
            List.of(
                    "old-empty",
                    "old-syscall",
                    "old-connect_localhost",
                    "old-open-multiple-files",
                    "triggers");

    private static final String TABLE_HEAD =
            """

            ## Fields

            112 fields of every event, as `saker scan --strict-falco --print-fields` prints them.
            `fd.types` is a set: its order, which in Falco is that of a hash table, is not compared.

            | recording | events | cells | different | equal |
            |---|---|---|---|---|
            """;

    @Test
    void alertsOnRecordings_areFalcos() throws IOException {
        StringBuilder report = new StringBuilder(head());
        StringBuilder details = new StringBuilder();
        Set<String> unexplained = new TreeSet<>();
        for (Run run : runs()) {
            Agreement agreement = agreement(run);
            unexplained.addAll(agreement.causes());
            int extra =
                    agreement.differences().entrySet().stream()
                            .filter(entry -> entry.getKey().contains("| ours only |"))
                            .mapToInt(entry -> entry.getValue())
                            .sum();
            report.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %d | %d | %d |%n",
                            run.recording,
                            run.rules,
                            run.mode.name().toLowerCase(Locale.ROOT),
                            agreement.expected(),
                            agreement.equal(),
                            extra));
            details.append(details(run, agreement));
        }
        unexplained.removeAll(CAUSES.keySet());
        report.append(details).append(tables());
        compareOrWrite(report.toString());
        assertThat(unexplained).isEmpty();
    }

    private static String tables() throws IOException {
        StringBuilder report = new StringBuilder(TABLE_HEAD);
        Map<String, Integer> different = new TreeMap<>();
        for (String recording : TABLES) {
            FieldAgreement agreement = FieldAgreement.of(recording);
            assertThat(agreement.different()).isLessThan(agreement.cells() / 1000);
            agreement.differences().forEach((name, n) -> different.merge(name, n, Integer::sum));
            report.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %d | %d | %d | %.4f %% |%n",
                            recording,
                            agreement.rows(),
                            agreement.cells(),
                            agreement.different(),
                            100.0 - 100.0 * agreement.different() / agreement.cells()));
        }
        assertThat(COLUMNS.keySet()).containsAll(different.keySet());
        report.append("\n| column | different cells | cause |\n|---|---|---|\n");
        different.forEach(
                (name, count) ->
                        report.append(
                                "| %s | %d | %s |\n".formatted(name, count, COLUMNS.get(name))));
        return report.toString();
    }

    /** Falco's answers name what they are about. */
    private static List<Run> runs() throws IOException {
        try (Stream<Path> answers = Files.list(FalcoFiles.file("expected"))) {
            return answers.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[^.]+\\.[^.]+\\.(first|all)\\.jsonl\\.gz"))
                    .sorted()
                    .map(Run::of)
                    .toList();
        }
    }

    private static FalcoAlert alert(String line) {
        return FalcoAlert.of(FalcoFiles.json(line));
    }

    private static Map<String, JsonNode> fields(String line) {
        Map<String, JsonNode> fields = new HashMap<>();
        FalcoFiles.json(line).properties().forEach(e -> fields.put(e.getKey(), e.getValue()));
        return fields;
    }

    private static Agreement agreement(Run run) throws IOException {
        RuleSet rules = compile(run.rules);
        List<FalcoAlert> ours = new ArrayList<>();
        FieldRow added = new FieldRow(List.copyOf(FalcoAlert.ADDED));
        Scan scan =
                new Scan(
                        rules,
                        run.mode,
                        false,
                        (alert, event) ->
                                ours.add(
                                        alert(FalcoJson.line(alert))
                                                .with(fields(FalcoJson.line(added.of(event))))));
        try (RecordingReader reader = RecordingReader.open(FalcoFiles.recording(run.recording))) {
            scan.run(reader);
        }
        return Agreement.of(rules, FalcoFiles.alerts(run.name() + ".jsonl.gz"), ours);
    }

    private static RuleSet compile(String set) throws IOException {
        boolean enableAll = set.endsWith("-enabled");
        List<RuleSelection> selection =
                enableAll
                        ? List.of(new RuleSelection(true, RuleSelection.By.RULE, "*"))
                        : List.of();
        return RuleCompiler.compile(
                        FalcoFiles.rules(set),
                        ScanRules.options().withSelection(selection).withHosts(name -> List.of()))
                .ruleSet()
                .orElseThrow();
    }

    private static String head() {
        return """
        # Agreement with Falco

        Generated by `FalcoConformanceTest` (`-Dconformance.write=true`); not to be edited.

        The same recordings and the same rule files, Falco's alerts and ours. Two alerts are equal
        when event number, rule, priority, text and every output field are.

        | recording | rules | matching | Falco's alerts | equal | ours only |
        |---|---|---|---|---|---|
        """;
    }

    private static String details(Run run, Agreement agreement) {
        if (agreement.differences().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## " + run.name() + "\n\n");
        text.append("| rule | difference | what | alerts | cause |\n|---|---|---|---|---|\n");
        agreement
                .differences()
                .forEach(
                        (line, count) -> {
                            String cause = line.split(" \\| ")[2].replace(" |", "");
                            String why = CAUSES.getOrDefault(cause, "not explained");
                            text.append(line + " " + count + " | " + why + " |\n");
                        });
        return text.toString();
    }

    private static void compareOrWrite(String report) throws IOException {
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(REPORT, report);
        }
        assertThat(report)
                .as("docs/conformance.md is old: run this test with -Dconformance.write=true")
                .isEqualTo(Files.exists(REPORT) ? Files.readString(REPORT) : "");
    }
}
