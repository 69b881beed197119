// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.CorrelationDefinition;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A correlation that could run.
 *
 * @param whereTexts its {@code where} conditions, printed
 * @param throttleBy fields that tell which of its alerts are alike
 */
public record CheckedCorrelation(
        CorrelationDefinition definition,
        List<CheckedInput> inputs,
        Pattern pattern,
        OutputFormat output,
        List<String> whereTexts,
        List<FieldRef> throttleBy) {

    public CheckedCorrelation {
        Objects.requireNonNull(definition, "definition is null");
        inputs = List.copyOf(inputs);
        whereTexts = List.copyOf(whereTexts);
        throttleBy = List.copyOf(throttleBy);
    }

    /** With other conditions of its inputs. */
    public CheckedCorrelation rewritten(UnaryOperator<CheckedRule> rewrite) {
        List<CheckedInput> rewritten =
                inputs.stream()
                        .map(
                                input ->
                                        new CheckedInput(
                                                input.id(),
                                                rewrite.apply(input.condition()),
                                                input.key()))
                        .toList();
        return new CheckedCorrelation(
                definition, rewritten, pattern, output, whereTexts, throttleBy);
    }

    /**
     * One kind of event.
     *
     * @param id of the step; empty for what is none
     * @param condition as if it were a rule's
     */
    public record CheckedInput(String id, CheckedRule condition, List<KeyField> key) {
        public CheckedInput {
            key = List.copyOf(key);
        }
    }
}
