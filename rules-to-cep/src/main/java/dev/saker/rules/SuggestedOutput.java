// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields that belong into every output of a source though no rule names them: {@code
 * container_id=%container.id} and so on.
 */
final class SuggestedOutput {
    private SuggestedOutput() {}

    static OutputFormat appendedTo(OutputFormat output, String source) {
        StringBuilder text = new StringBuilder(output.text());
        List<OutputFormat.Token> tokens = new ArrayList<>(output.tokens());
        for (FieldInfo field : FieldCatalog.get().fields()) {
            if (field.has(FieldFlag.SUGGESTED) && field.fieldClass().hasSource(source)) {
                String label = " " + field.name().replace('.', '_') + "=";
                text.append(label).append('%').append(field.name());
                tokens.add(new OutputFormat.Literal(label));
                tokens.add(new OutputFormat.Field(ref(field), field.name(), OutputFormat.NO_WIDTH));
            }
        }
        return new OutputFormat(text.toString(), tokens);
    }

    private static FieldRef ref(FieldInfo field) {
        return new FieldRef(field, field.name(), field.type(), "", FieldRef.NO_INDEX);
    }
}
