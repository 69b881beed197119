// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table against the list of events that Falco prints: names, types and flag names. */
class EventListConformanceTest {
    private static final String LIST = "expected/list-events.json.gz";

    // Falco lists each name and direction once, in its newest version, and generic system calls by
    // their names.
    @Test
    void everyListedEvent_isInTheTable_parameterByParameter() throws IOException {
        JsonNode groups = Conformance.JSON.readTree(Conformance.bytes(LIST));
        Map<String, String> wrong = new TreeMap<>();
        int compared = 0;

        for (Iterator<JsonNode> group = groups.elements(); group.hasNext(); ) {
            for (JsonNode listed : group.next()) {
                if (!listed.isObject() || !isOfTheTable(listed)) {
                    continue;
                }
                compared++;
                if (versions(listed).noneMatch(params -> params.equals(listedParams(listed)))) {
                    wrong.put(label(listed), listedParams(listed) + " not in the table");
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(150);
    }

    @Test
    void everyListedName_isAnEventOrSystemCall() throws IOException {
        JsonNode listed = Conformance.JSON.readTree(Conformance.bytes(LIST)).get("Syscall events");
        List<String> unknown = new ArrayList<>();

        for (JsonNode event : listed) {
            String name = event.get("name").asText();
            if (EventTable.get().byName(name).isEmpty() && !Syscalls.get().names().contains(name)) {
                unknown.add(name);
            }
        }

        assertThat(unknown).isEmpty();
    }

    private static boolean isOfTheTable(JsonNode listed) {
        return !EventTable.get().byName(listed.get("name").asText()).isEmpty();
    }

    private static String label(JsonNode listed) {
        return listed.get("dir").asText() + " " + listed.get("name").asText();
    }

    private static Stream<List<String>> versions(JsonNode listed) {
        boolean exit = listed.get("dir").asText().equals("<");
        return EventTable.get().byName(listed.get("name").asText()).stream()
                .filter(event -> event.isExit() == exit)
                .map(event -> event.params().stream().map(EventListConformanceTest::show).toList());
    }

    // The list spells DYN out and gives the names of flags and enumerations only, not of modes.
    private static String show(ParamInfo param) {
        String type = param.type() == ParamType.DYN ? "DYNAMIC" : param.type().name();
        List<String> names =
                param.type() == ParamType.MODE
                        ? List.of()
                        : param.flags().entries().stream().map(FlagTable.Entry::name).toList();
        return param.name() + " " + type + (names.isEmpty() ? "" : " " + names);
    }

    private static List<String> listedParams(JsonNode listed) {
        List<String> params = new ArrayList<>();
        for (JsonNode param : listed.get("params")) {
            List<String> names = new ArrayList<>();
            if (param.has("flags")) {
                param.get("flags").forEach(name -> names.add(name.asText()));
            }
            params.add(
                    param.get("name").asText()
                            + " "
                            + param.get("type").asText()
                            + (names.isEmpty() ? "" : " " + names));
        }
        return params;
    }
}
