// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.Condition;
import dev.saker.rules.correlate.Correlation;
import dev.saker.rules.correlate.CorrelationSet;
import dev.saker.rules.correlate.Input;
import dev.saker.rules.correlate.KeyField;
import dev.saker.rules.correlate.Pattern;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.syntax.Parser;
import dev.saker.rules.syntax.SyntaxProblem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Works out what running correlations means. */
public final class CorrelationDescriber {

    private final Definitions definitions;
    private final CorrelationSet set;
    private final Set<Condition> ofRules;

    /**
     * @param rules that are matched in the same pass
     */
    public CorrelationDescriber(
            Definitions definitions, List<CheckedRule> rules, CorrelationSet set) {
        this.definitions = definitions;
        this.set = set;
        this.ofRules = ComparisonSet.of(rules.stream().map(CheckedRule::condition).toList());
    }

    /** In their order. */
    public List<CorrelationDescription> describe() {
        return set.correlations().stream().map(this::describe).toList();
    }

    private CorrelationDescription describe(Correlation correlation) {
        long keyBytes = correlation.pattern().accept(new StateSize(correlation));
        return new CorrelationDescription(
                correlation.name(),
                correlation.type().word(),
                correlation.hostMode() ? "host" : "sorted",
                key(correlation),
                keyBytes,
                keyBytes * mostKeys(correlation),
                latency(correlation),
                events(correlation),
                shared(correlation),
                correlation.layout(),
                StateSize.lowering(correlation));
    }

    /** Where nothing but a host tells keys apart, a host has one. */
    private static long mostKeys(Correlation correlation) {
        int besides = correlation.keyShape().size() - (correlation.hostMode() ? 1 : 0);
        return besides == 0 ? 1 : correlation.limits().keys();
    }

    private static List<String> key(Correlation correlation) {
        List<String> key = new ArrayList<>();
        List<KeyField> first = correlation.inputs().get(0).key();
        for (int i = 0; i < first.size(); i++) {
            Set<String> names = new TreeSet<>();
            for (Input input : correlation.inputs()) {
                names.add(input.key().get(i).toString());
            }
            key.add(String.join(" or ", names));
        }
        return key;
    }

    private static String latency(Correlation correlation) {
        String order =
                correlation.hostMode()
                        ? "none"
                        : "until event time has passed the event: the markers of all nodes, a"
                                + " second apart, and up to 100 ms";
        Pattern pattern = correlation.pattern();
        String late =
                pattern.latenessNanos() == 0
                        ? ""
                        : "; taken up to " + pattern.latenessNanos() / 1_000_000 + " ms late";
        boolean waits =
                pattern instanceof Pattern.Sequence sequence && !sequence.trailing().isEmpty()
                        || pattern instanceof Pattern.Chain chain && chain.endsWithNot()
                        || pattern instanceof Pattern.Unordered unordered
                                && !unordered.nots().isEmpty();
        if (waits) {
            return order + "; told when 'within' is over and its host was heard of after that";
        }
        boolean atEnd = pattern instanceof Pattern.Aggregate aggregate && aggregate.isToldAtEnd();
        return atEnd ? order + "; told when the window is over" : order + late;
    }

    private Set<String> events(Correlation correlation) {
        BitSet codes = new BitSet();
        for (Input input : correlation.inputs()) {
            codes.or(set.conditions().get(input.rule()).eventCodes());
        }
        return EventNames.of(codes);
    }

    /** What the matcher evaluates once for both. */
    private CorrelationDescription.Shared shared(Correlation correlation) {
        List<Condition> own =
                correlation.inputs().stream()
                        .map(input -> set.conditions().get(input.rule()).condition())
                        .toList();
        Set<Condition> comparisons = ComparisonSet.of(own);
        int count = comparisons.size();
        comparisons.retainAll(ofRules);
        return new CorrelationDescription.Shared(
                sharedMacros(correlation.name()), comparisons.size(), count);
    }

    private Set<String> sharedMacros(String name) {
        Set<String> shared = new TreeSet<>();
        Set<String> macrosOfRules = new TreeSet<>();
        definitions.rules().stream()
                .map(RuleDefinition::body)
                .forEach(body -> macrosOfRules.addAll(macros(body.condition())));
        CorrelationDefinition definition = definitions.correlation(name).orElseThrow();
        definition.condition().ifPresent(text -> shared.addAll(macros(text)));
        definition.until().ifPresent(until -> shared.addAll(macros(until.condition())));
        for (StepDefinition step : definition.steps()) {
            step.condition().or(step::macro).ifPresent(text -> shared.addAll(macros(text)));
        }
        shared.retainAll(macrosOfRules);
        return shared;
    }

    private static Set<String> macros(LocatedText condition) {
        try {
            return ConditionNames.of(Parser.parse(condition)).macros();
        } catch (SyntaxProblem e) {
            return Set.of(); // only with its lists put in does it parse, and they name no macros
        }
    }
}
