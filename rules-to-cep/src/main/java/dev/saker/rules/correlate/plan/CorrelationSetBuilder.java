// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.Capture;
import dev.saker.rules.InactiveRule;
import dev.saker.rules.Rule;
import dev.saker.rules.check.CaptureCheck;
import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.check.SuggestedOutput;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Input;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.plan.CheckedCorrelation.CheckedInput;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.CorrelationDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Picks the correlations that can be answered here, and lays out what is kept for them. */
public final class CorrelationSetBuilder {

    private static final String NODE = "evt.hostname";

    private final Capture capture;
    private final CaptureCheck check;
    private final boolean suggestedOutput;
    private final List<AlertStage> stages;
    private final List<Correlation> correlations = new ArrayList<>();
    private final List<Rule> conditions = new ArrayList<>();
    private final List<InactiveRule> inactive = new ArrayList<>();

    /**
     * @param suggestedOutput whether outputs get the fields that are marked as suggested
     */
    public CorrelationSetBuilder(
            Capture capture, CaptureCheck check, boolean suggestedOutput, List<AlertStage> stages) {
        this.capture = capture;
        this.check = check;
        this.suggestedOutput = suggestedOutput;
        this.stages = stages;
    }

    /** Adds one that is wanted; one that rests on what is not captured becomes inactive. */
    public void add(CheckedCorrelation checked) {
        Optional<InactiveRule> reason = Optional.empty();
        for (CheckedInput input : checked.inputs()) {
            reason = reason.isPresent() ? reason : check.check(input.condition());
        }
        if (reason.isEmpty()) {
            reason = missing(checked);
        }
        if (reason.isPresent()) {
            inactive.add(reason.get());
        } else {
            correlations.add(correlation(checked));
        }
    }

    private Optional<InactiveRule> missing(CheckedCorrelation checked) {
        List<FieldRef> asked = new ArrayList<>(PatternFields.asked(checked.pattern()));
        for (CheckedInput input : checked.inputs()) {
            input.key().stream()
                    .filter(key -> !key.optional())
                    .forEach(key -> asked.add(key.ref()));
        }
        return asked.stream()
                .map(ref -> ref.field().name())
                .filter(capture::misses)
                .findFirst()
                .map(field -> check.missing(checked.inputs().get(0).condition(), field));
    }

    public CorrelationSet build() {
        return new CorrelationSet(correlations, conditions, stages);
    }

    public List<InactiveRule> inactive() {
        return List.copyOf(inactive);
    }

    private Correlation correlation(CheckedCorrelation checked) {
        CorrelationDefinition definition = checked.definition();
        CorrelationDefinition.Head head = definition.head();
        OutputFormat output =
                suggestedOutput
                        ? SuggestedOutput.appendedTo(checked.output(), head.source())
                        : checked.output();
        Optional<Correlation.AlertThrottle> throttle =
                definition
                        .suppress()
                        .map(
                                said ->
                                        new Correlation.AlertThrottle(
                                                checked.throttleBy(), said.throttle()));
        KeptFields kept = new KeptFields(checked, output, stages);
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < checked.inputs().size(); i++) {
            CheckedInput input = checked.inputs().get(i);
            inputs.add(
                    new Input(
                            input.id(),
                            condition(input.condition()),
                            input.key(),
                            kept.ofInput(i)));
        }
        return new Correlation(
                correlations.size(),
                definition.name(),
                head.description().text(),
                definition.type(),
                head.source(),
                head.priority(),
                List.copyOf(head.tags()),
                inputs,
                checked.pattern(),
                definition.limits(),
                output,
                isHostMode(checked),
                Layout.of(checked),
                throttle,
                definition.span());
    }

    /** Every key belongs to one host when each input's key has the host in the same place. */
    static boolean isHostMode(CheckedCorrelation checked) {
        List<KeyField> first = checked.inputs().get(0).key();
        for (int i = 0; i < first.size(); i++) {
            int place = i;
            if (checked.inputs().stream()
                    .allMatch(input -> input.key().get(place).ref().field().name().equals(NODE))) {
                return true;
            }
        }
        return false;
    }

    private int condition(CheckedRule checked) {
        conditions.add(
                new Rule(
                        conditions.size(),
                        checked.definition().name(),
                        "",
                        checked.definition().body().source(),
                        checked.definition().body().priority(),
                        List.of(),
                        checked.condition(),
                        checked.output(),
                        checked.eventCodes(),
                        checked.definition().span()));
        return conditions.size() - 1;
    }
}
