// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.Threshold;
import dev.saker.rules.WindowKind;
import dev.saker.rules.check.CorrelationTexts;
import dev.saker.rules.check.StepFields;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.Spans;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the keys of a correlation must say together. */
final class CorrelationRules {

    private static final String SYSCALL = "syscall";

    private final CorrelationDefinition definition;
    private final CorrelationTexts texts;
    private final Set<String> fieldClasses;

    CorrelationRules(
            CorrelationDefinition definition, CorrelationTexts texts, FieldCatalog catalog) {
        this.definition = definition;
        this.texts = texts;
        this.fieldClasses =
                catalog.fields().stream()
                        .map(FieldInfo::name)
                        .map(name -> name.split("\\.")[0])
                        .collect(Collectors.toSet());
    }

    void check() {
        if (definition.type().hasSteps()) {
            steps();
            chaining();
        } else if (definition.type().hasThreshold()) {
            window();
            threshold();
        }
        lateness();
    }

    private void refuse(String message, String help, String key) {
        texts.refuse(message, help, key, definition.place(key));
    }

    /** What has told of its end cannot take back what it told. */
    private void lateness() {
        boolean windowed =
                definition.type().hasThreshold()
                        && definition.spans().window() != WindowKind.SLIDING;
        if (windowed && definition.spans().lateness() > 0) {
            refuse(
                    "'allowed_lateness' is for sliding windows and new values",
                    "window: sliding",
                    "allowed_lateness");
        }
    }

    private void steps() {
        for (StepDefinition step : definition.steps()) {
            String id = step.id().text();
            if (fieldClasses.contains(id) || id.equals(StepFields.FINDING)) {
                texts.refuse(
                        "A step cannot be called '" + id + "': fields begin so",
                        "any other name",
                        "step",
                        step.id());
            }
            boolean set = definition.type() == CorrelationType.TEMPORAL;
            if (set && (step.where().isPresent() || step.withinNanos() > 0)) {
                texts.refuse(
                        "Steps without an order have no 'where' and no 'within' of their own",
                        "type: temporal_ordered",
                        "step",
                        step.id());
            }
        }
        List<StepDefinition> coming = definition.steps().stream().filter(s -> !s.not()).toList();
        if (coming.isEmpty()) {
            refuse("No step is to come", "at least one step without 'not: true'", "steps");
            return;
        }
        boolean absence = coming.size() < definition.steps().size();
        int events = coming.stream().mapToInt(StepDefinition::count).sum();
        boolean grouped = definition.links().size() < definition.steps().size();
        if (events < 2 && !absence && !grouped) {
            refuse("One event is no correlation", "write a rule, or another step", "steps");
        }
        definition.steps().stream().filter(StepDefinition::not).forEach(this::requireSignsOfLife);
    }

    private void requireSignsOfLife(StepDefinition step) {
        String source = definition.source(step);
        if (!source.equals(SYSCALL)) {
            texts.refuse(
                    "Nobody tells that the source '"
                            + source
                            + "' is alive, so nothing can be said of events that do not come",
                    "only of source syscall is it known",
                    "step",
                    step.id());
        }
    }

    private void chaining() {
        if (!definition.cep()) {
            refuseWithoutEngine(definition.links());
            return;
        }
        StepDefinition first = definition.steps().get(0);
        if (first.not()) {
            texts.refuse(
                    "A pattern engine cannot begin with what must not come",
                    "without 'engine: cep' a sequence can",
                    "step",
                    first.id());
        }
        refuseEmpty();
    }

    private void refuseWithoutEngine(List<StepDefinition> steps) {
        for (StepDefinition step : steps) {
            Optional<LocatedText> word = step.chaining().word();
            if (word.isPresent()) {
                texts.refuse(
                        "'" + word.get().text() + "' of a step is for pattern engines",
                        "engine: cep, with type: temporal_ordered",
                        "step",
                        word.get());
            }
            refuseWithoutEngine(step.chaining().group());
        }
    }

    private void refuseEmpty() {
        boolean all =
                definition.links().stream()
                        .filter(step -> !step.not())
                        .allMatch(step -> step.chaining().optional());
        if (all) {
            refuse("Every step is optional", "at least one without 'optional: true'", "steps");
        }
    }

    private void window() {
        Spans spans = definition.spans();
        boolean session = spans.window() == WindowKind.SESSION;
        if (session && spans.gap() == 0) {
            refuse(
                    "A session needs 'gap'",
                    "the longest pause between two of its events",
                    "window");
        }
        if (!session && spans.gap() > 0) {
            refuse("'gap' is for sessions", "window: session", "gap");
        }
        if (!session && spans.within() == 0) {
            refuse("A window needs 'within'", "how long it is: within: 5m", "window");
        }
    }

    private void threshold() {
        Threshold threshold = definition.threshold().orElseThrow();
        if (definition.spans().window() != WindowKind.SLIDING) {
            return;
        }
        if (!threshold.isLowerBound()) {
            refuse(
                    "A sliding window tells only that there is enough: gte or gt",
                    "window: tumbling, whose end is known, takes lt, lte, eq and neq too",
                    "threshold");
            return;
        }
        boolean distinct = definition.type() == CorrelationType.VALUE_COUNT;
        boolean counts = distinct || definition.type() == CorrelationType.EVENT_COUNT;
        if (counts && threshold.least() < 1) {
            refuse("A count of nothing is always reached", "gte: 1 at least", "threshold");
        }
        if (distinct && threshold.least() > definition.limits().values()) {
            refuse(
                    "More values are counted than are remembered: " + definition.limits().values(),
                    "limits: {values: " + threshold.least() + "}",
                    "threshold");
        }
    }
}
