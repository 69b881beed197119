// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.CaptureCheck;
import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.FieldUses;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.check.SuggestedOutput;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Input;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.plan.CheckedCorrelation;
import dev.saker.rules.correlate.plan.CorrelationSetBuilder;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.field.FieldGroups;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.load.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Picks the rules that are wanted and can be answered, and adds up what they need. */
final class RuleSetBuilder {

    private final CompilerOptions options;
    private final Settings settings;
    private final CaptureCheck capture;

    RuleSetBuilder(CompilerOptions options, Settings settings, Findings findings) {
        boolean suggested = options.suggestedOutput() && settings.suggestedOutput();
        this.options = options.withSuggestedOutput(suggested);
        this.settings = settings;
        this.capture = new CaptureCheck(options.capture(), options.strict(), findings);
    }

    RuleSet build(
            List<CheckedRule> checked,
            List<CheckedCorrelation> correlations,
            List<AlertStage> stages) {
        List<Rule> rules = new ArrayList<>();
        List<InactiveRule> inactive = new ArrayList<>();
        List<CheckedRule> wanted = checked.stream().filter(this::isWanted).toList();
        List<CheckedCorrelation> wantedToo = correlations.stream().filter(this::isWanted).toList();
        Meaning meaning = new Meaning(options, wanted, wantedToo);
        for (CheckedRule written : wanted) {
            CheckedRule rule = meaning.of(written);
            Optional<InactiveRule> reason = capture.check(rule);
            reason.ifPresentOrElse(inactive::add, () -> rules.add(rule(rules.size(), rule)));
        }
        CorrelationSetBuilder builder =
                new CorrelationSetBuilder(
                        options.capture(), capture, options.suggestedOutput(), stages);
        wantedToo.forEach(one -> builder.add(meaning.of(one)));
        inactive.addAll(builder.inactive());
        CorrelationSet set = builder.build();
        int groups = rules.stream().mapToInt(RuleSetBuilder::groups).reduce(0, (a, b) -> a | b);
        return new RuleSet(
                rules,
                inactive,
                groups | groups(set),
                () -> Fingerprint.of(wanted, wantedToo, stages, options, meaning.hosts()),
                set);
    }

    private boolean isWanted(CheckedRule rule) {
        RuleDefinition.Body body = rule.definition().body();
        boolean enabled = body.switches().enabled();
        return isWanted(rule.definition().name(), body.tags(), body.priority(), enabled);
    }

    private boolean isWanted(CheckedCorrelation correlation) {
        CorrelationDefinition.Head head = correlation.definition().head();
        String name = correlation.definition().name();
        return isWanted(name, head.tags(), head.priority(), head.enabled());
    }

    private boolean isWanted(String name, Set<String> tags, Priority priority, boolean enabled) {
        boolean wanted = enabled;
        for (RuleSelection selection : selections()) {
            if (selection.selects(name, tags)) {
                wanted = selection.enable();
            }
        }
        return wanted
                && priority.atLeast(options.minPriority())
                && priority.atLeast(settings.minPriority());
    }

    /** Whoever compiles has the last word. */
    private List<RuleSelection> selections() {
        List<RuleSelection> all = new ArrayList<>();
        settings.selections().forEach(selection -> all.add(selection.selection()));
        all.addAll(options.selection());
        return all;
    }

    private Rule rule(int index, CheckedRule rule) {
        RuleDefinition definition = rule.definition();
        RuleDefinition.Body body = definition.body();
        return new Rule(
                index,
                definition.name(),
                body.description().text(),
                body.source(),
                body.priority(),
                List.copyOf(body.tags()),
                rule.condition(),
                output(rule),
                rule.eventCodes(),
                definition.span(),
                body.switches().capture(),
                body.switches().captureMillis());
    }

    private OutputFormat output(CheckedRule rule) {
        return options.suggestedOutput()
                ? SuggestedOutput.appendedTo(rule.output(), rule.definition().body().source())
                : rule.output();
    }

    private static int groups(Rule rule) {
        Stream<FieldRef> fields =
                Stream.concat(
                        FieldUses.of(rule.condition()).stream(),
                        FieldUses.of(rule.output()).stream());
        return fields.mapToInt(FieldGroups::of).reduce(0, (a, b) -> a | b);
    }

    /** Of the steps' conditions, of keys and of what is kept. */
    private static int groups(CorrelationSet set) {
        int groups =
                set.conditions().stream()
                        .mapToInt(RuleSetBuilder::groups)
                        .reduce(0, (a, b) -> a | b);
        for (Correlation correlation : set.correlations()) {
            for (Input input : correlation.inputs()) {
                for (FieldRef field : input.fields()) {
                    groups |= FieldGroups.of(field);
                }
                for (KeyField key : input.key()) {
                    groups |= FieldGroups.of(key.ref());
                }
            }
        }
        for (AlertStage stage : set.alertItems()) {
            for (FieldRef field : stage.common().by()) {
                groups |= FieldGroups.of(field);
            }
        }
        return groups;
    }
}
