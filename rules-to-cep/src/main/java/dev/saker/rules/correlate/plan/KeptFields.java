// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.FieldUses;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.check.StepFields;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.Link;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.CorrelationDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which values of the events of each input somebody will ask for. A field that is named without a
 * step is one of the newest event of what was found.
 */
final class KeptFields {

    private final CheckedCorrelation checked;
    private final List<Set<FieldRef>> byInput = new ArrayList<>();

    KeptFields(CheckedCorrelation checked, OutputFormat output, List<AlertStage> stages) {
        this.checked = checked;
        for (int i = 0; i < checked.inputs().size(); i++) {
            byInput.add(new LinkedHashSet<>());
        }
        keep(FieldUses.of(output));
        keep(checked.throttleBy());
        CorrelationDefinition definition = checked.definition();
        for (AlertStage stage : stages) {
            boolean selected =
                    stage.common()
                            .match()
                            .selects(
                                    definition.name(),
                                    List.copyOf(definition.head().tags()),
                                    definition.head().priority());
            if (selected) {
                keep(stage.common().by());
            }
        }
        if (checked.pattern() instanceof Pattern.Sequence sequence) {
            for (Pattern.Step step : sequence.steps()) {
                keepForWhere(step.input(), step.where());
                step.notBefore().forEach(not -> keepForWhere(not.input(), not.where()));
            }
            sequence.trailing().forEach(not -> keepForWhere(not.input(), not.where()));
        } else if (checked.pattern() instanceof Pattern.Chain chain) {
            Link.singles(chain.links()).forEach(step -> keepForWhere(step.input(), step.where()));
        } else {
            keep(PatternFields.asked(checked.pattern()));
        }
    }

    List<FieldRef> ofInput(int input) {
        return List.copyOf(byInput.get(input));
    }

    private void keep(List<FieldRef> fields) {
        for (FieldRef field : fields) {
            if (isOfStep(field)) {
                byInput.get(input(step(field))).add(plain(field));
            } else if (!StepFields.isFinding(field)) {
                newest().forEach(input -> byInput.get(input).add(field));
            }
        }
    }

    /** A step's own fields are asked for as its event comes. */
    private void keepForWhere(int input, Optional<Condition> where) {
        if (where.isPresent()) {
            for (FieldRef field : FieldUses.of(where.get())) {
                int of = isOfStep(field) ? input(step(field)) : input;
                byInput.get(of).add(plain(field));
            }
        }
    }

    static boolean isOfStep(FieldRef field) {
        return !field.name().startsWith(field.field().name());
    }

    static String step(FieldRef field) {
        return field.name().substring(0, field.name().indexOf('.'));
    }

    /** The field, whichever step it is asked of. */
    static FieldRef plain(FieldRef field) {
        if (!isOfStep(field)) {
            return field;
        }
        String name = field.name().substring(field.name().indexOf('.') + 1);
        return new FieldRef(field.field(), name, field.type(), field.argument(), field.index());
    }

    private int input(String step) {
        for (int i = 0; i < checked.inputs().size(); i++) {
            if (checked.inputs().get(i).id().equals(step)) {
                return i;
            }
        }
        throw new IllegalStateException("field of a step that is not there: " + step);
    }

    /** Inputs whose event can be the newest. */
    private List<Integer> newest() {
        if (checked.pattern() instanceof Pattern.Sequence sequence) {
            return List.of(sequence.steps().get(sequence.steps().size() - 1).input());
        }
        if (checked.pattern() instanceof Pattern.Chain chain) {
            return Link.singles(chain.links()).stream()
                    .filter(step -> !step.not())
                    .map(Link.Single::input)
                    .toList();
        }
        if (checked.pattern() instanceof Pattern.Unordered set) {
            return set.members().stream().map(Pattern.Member::input).toList();
        }
        return List.of(0);
    }
}
