// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the catalogue against the list of fields that Falco prints. */
class FieldCatalogConformanceTest {

    @Test
    void fields_thatFalcoLists_haveItsTypesAndArguments() throws IOException {
        List<String> wrong = new ArrayList<>();
        int listed = 0;

        for (JsonNode fieldClass :
                Conformance.json("expected/list-fields.json.gz").get("fieldclasses")) {
            for (JsonNode field : fieldClass.get("fields")) {
                listed++;
                String ours =
                        FieldCatalog.get()
                                .field(field.get("name").asText())
                                .map(FieldCatalogConformanceTest::ours)
                                .orElse("missing");
                if (!ours.equals(falcos(field))) {
                    wrong.add(field.get("name").asText() + ": " + ours + ", not " + falcos(field));
                }
            }
        }

        assertThat(wrong)
                .containsExactly(
                        // usable without: evt.abspath alone is the first of the paths
                        "evt.abspath: TEXT allowed, not TEXT required");
        assertThat(listed).isGreaterThan(250);
    }

    private static String ours(FieldInfo field) {
        String argument = "";
        if (field.has(FieldFlag.ARGUMENT_REQUIRED)) {
            argument = " required";
        } else if (field.has(FieldFlag.ARGUMENT_ALLOWED)) {
            argument = " allowed";
        }
        return field.type() + argument + (field.list() ? " list" : "");
    }

    private static String falcos(JsonNode field) {
        FieldType type =
                switch (field.get("type").asText()) {
                    case "CHARBUF" -> FieldType.TEXT;
                    case "BYTEBUF" -> FieldType.BYTES;
                    case "IPADDR" -> FieldType.IP;
                    case "IPNET" -> FieldType.NET;
                    default -> FieldType.valueOf(field.get("type").asText());
                };
        JsonNode argument = field.get("argument");
        String shown = "";
        if (!argument.isNull()) {
            shown = argument.get("required").asBoolean() ? " required" : " allowed";
        }
        return type + shown + (field.get("is_list").asBoolean() ? " list" : "");
    }
}
