// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saker.rules.describe.EventList;
import dev.saker.rules.describe.FieldList;
import dev.saker.scap.EventTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds {@code saker rules fields} and {@code events} against Falco's lists. */
class CatalogueListConformanceTest {

    /** Falco leaves these out unless it is asked for them; here the probe decides. */
    private static final Set<String> NOT_SENT_BY_FALCO =
            Set.of(
                    "read",
                    "write",
                    "send",
                    "recv",
                    "pread",
                    "pwrite",
                    "readv",
                    "writev",
                    "preadv",
                    "pwritev",
                    "sendfile");

    private static JsonNode parsed(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void events_asJson_areFalcosList() throws IOException {
        JsonNode expected = Conformance.json("expected/list-events.json.gz");
        BitSet captured = new BitSet();
        EventTable table = EventTable.get();
        for (int code = 0; code < table.size(); code++) {
            captured.set(code, !NOT_SENT_BY_FALCO.contains(table.event(code).name()));
        }

        JsonNode ours = parsed(EventList.of(captured).json());

        assertThat(names(ours)).isEqualTo(names(expected));
        for (String group : names(expected)) {
            assertThat(sorted(ours.get(group)))
                    .as(group)
                    .containsExactlyElementsOf(sorted(expected.get(group)));
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** System calls without an event of their own come in no order there. */
    private static List<String> sorted(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (!node.isArray()) {
            return List.of(node.toString());
        }
        node.forEach(child -> texts.add(sortedKeys(child)));
        texts.sort(null);
        return texts;
    }

    private static String sortedKeys(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> keys = new TreeMap<>();
            node.properties().forEach(e -> keys.put(e.getKey(), sortedKeys(e.getValue())));
            return keys.toString();
        }
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(sortedKeys(item)));
            return items.toString();
        }
        return node.toString();
    }

    @Test
    void fields_asJson_haveEachOfFalcosClassesAndFields() throws IOException {
        Map<String, String> expected = fields(Conformance.json("expected/list-fields.json.gz"));

        Map<String, String> ours = fields(parsed(FieldList.of("").json()));

        expected.forEach(
                (field, facts) -> {
                    // usable without: evt.abspath alone is the first of the paths
                    String wanted =
                            field.equals("evt.abspath") ? facts.replace("true", "false") : facts;
                    assertThat(ours.get(field)).as(field).isEqualTo(wanted);
                });
        assertThat(expected).hasSizeGreaterThan(250);
    }

    /** By name: the class, the sources, the type, whether it is a list or takes an argument. */
    private static Map<String, String> fields(JsonNode document) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (JsonNode fieldClass : document.get("fieldclasses")) {
            String family = fieldClass.get("name").asText();
            for (JsonNode field : fieldClass.get("fields")) {
                JsonNode argument = field.get("argument");
                String required = argument.isNull() ? "none" : argument.get("required").asText();
                fields.put(
                        field.get("name").asText(),
                        String.join(
                                " ",
                                family,
                                field.get("type").asText(),
                                "list=" + field.get("is_list").asText(),
                                "argument=" + required));
            }
        }
        return fields;
    }

    @Test
    void fields_haveALineEachThatSaysWhatTheyTell() throws IOException {
        for (JsonNode fieldClass : parsed(FieldList.of("").json()).get("fieldclasses")) {
            for (JsonNode field : fieldClass.get("fields")) {
                assertThat(field.get("desc").asText()).as(field.toString()).isNotBlank();
            }
        }
        assertThat(FieldList.of("").text())
                .containsPattern("fd.net +IPNET +whether either end .* \\(in conditions only\\)");
    }

    @Test
    void fields_ofASource_areThoseItsRulesCanUse() {
        String audit = FieldList.of("k8s_audit").text();

        assertThat(audit).contains("ka.verb", "evt.num").doesNotContain("proc.name");
    }

    @Test
    void lists_asMarkdown_areTables() {
        assertThat(FieldList.of("syscall").markdown())
                .contains("| `proc.name` | CHARBUF | name of the program, at most 15 bytes |")
                .contains("| `proc.aname[argument?]` | CHARBUF |");
        BitSet none = new BitSet();
        assertThat(EventList.of(none).markdown())
                .contains("| no | `<` | `getdents64` | res ERRNO, fd FD |");
        assertThat(EventList.of(none).text()).contains("- < getdents64");
    }
}
