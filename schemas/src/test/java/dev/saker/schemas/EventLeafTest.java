// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventLeafTest {
    @Test
    void leaves_comparedWithSchema_areTheSameInTheSameOrder() {
        List<String> inSchema = new ArrayList<>();
        flatten("", Schemas.SYSCALL_EVENT, inSchema);

        assertThat(Arrays.stream(EventLeaf.values()).map(leaf -> leaf.path() + " " + leaf.kind()))
                .containsExactlyElementsOf(inSchema);
    }

    private static void flatten(String prefix, Schema record, List<String> leaves) {
        for (Schema.Field field : record.getFields()) {
            String path = prefix + field.name();
            Schema schema = field.schema();
            boolean optional = schema.isUnion();
            List<Schema> branches = optional ? schema.getTypes() : List.of(schema);
            if (optional) {
                assertThat(branches.get(0).getType()).isEqualTo(Schema.Type.NULL);
                schema = branches.get(branches.size() - 1);
            }
            if (branches.size() == 3) {
                assertThat(branches.get(1).getType()).isEqualTo(Schema.Type.INT);
                leaves.add(path + " RECORD_OR_INT");
                flatten(path + ".", schema, leaves);
                continue;
            }
            assertThat(branches).hasSizeLessThan(3);
            if (schema.getType() != Schema.Type.RECORD) {
                leaves.add(path + " " + (optional ? "OPTIONAL_" : "") + kind(schema));
                continue;
            }
            if (optional) {
                leaves.add(path + " OPTIONAL_RECORD");
            }
            flatten(path + ".", schema, leaves);
        }
    }

    private static String kind(Schema schema) {
        return switch (schema.getType()) {
            case INT, LONG, BYTES, ARRAY -> schema.getType().name();
            case STRING -> "BYTES";
            default -> throw new IllegalArgumentException("the reader has no " + schema);
        };
    }
}
