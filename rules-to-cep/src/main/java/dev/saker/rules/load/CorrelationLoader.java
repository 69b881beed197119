// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.CorrelationType;
import dev.saker.rules.Limits;
import dev.saker.rules.WindowKind;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.load.CorrelationDefinition.Head;
import dev.saker.rules.load.CorrelationDefinition.Spans;
import dev.saker.rules.load.CorrelationDefinition.StepDefinition;
import dev.saker.rules.load.CorrelationDefinition.UntilDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code correlation} items. */
final class CorrelationLoader {

    private static final Set<String> UNTIL_KEYS = Set.of("condition", "by");

    private static final Set<String> EMIT = Set.of("once", "every");

    private static final Set<String> ENGINES = Set.of("slots", "cep");

    private final Definitions definitions;
    private final ExceptionLoader exceptions;
    private final ItemMerger merger = ItemMerger.ofCorrelations();

    CorrelationLoader(Definitions definitions, ExceptionLoader exceptions) {
        this.definitions = definitions;
        this.exceptions = exceptions;
    }

    void load(Item item) throws LoadProblem {
        LocatedText name = item.text("correlation");
        boolean broken = definitions.isBroken("correlation", name.text());
        Item whole = merger.merged(item, name, broken);
        int now = definitions.nextItem();
        int order = definitions.correlation(name.text()).map(d -> d.order()).orElse(now);
        definitions.put(read(whole, name, order));
        merger.remember(whole, name.text());
    }

    private CorrelationDefinition read(Item item, LocatedText name, int order) throws LoadProblem {
        Item.Parts parts = item.new Parts();
        Optional<CorrelationType> known = parts.read(() -> type(item));
        CorrelationType type = known.orElse(CorrelationType.EVENT_COUNT);
        if (known.isPresent()) {
            CorrelationKeys.check(item, type, parts);
        }
        Optional<Head> head = parts.read(() -> head(item));
        Optional<List<LocatedText>> by = parts.read(() -> by(item));
        Optional<CorrelationAliases> aliases =
                parts.read(() -> CorrelationAliases.of(item, by.orElse(List.of())));
        Optional<Spans> spans = parts.read(() -> spans(item, type));
        List<StepDefinition> steps =
                item.has("steps")
                        ? parts.read(() -> StepLoader.steps(item, parts)).orElse(List.of())
                        : List.of();
        Optional<ThresholdReader> threshold = parts.read(() -> ThresholdReader.of(item, type));
        Optional<Optional<UntilDefinition>> until = parts.read(() -> until(item));
        Optional<Boolean> every =
                parts.read(() -> word(item, "emit", EMIT, "once").equals("every"));
        Optional<Boolean> cep =
                parts.read(() -> word(item, "engine", ENGINES, "slots").equals("cep"));
        Optional<Limits> limits = parts.read(() -> limits(item, cep.orElse(false)));
        Optional<Optional<ThrottleDefinition>> suppress =
                parts.read(() -> ThrottleReader.optional(item));
        parts.requireAll();
        List<StepDefinition> links = aliases.orElseThrow().steps(steps);
        return new CorrelationDefinition(
                name.text(),
                order,
                name.span(),
                head.orElseThrow(),
                type,
                optionalText(item, "condition"),
                StepLoader.leaves(links),
                links,
                aliases.orElseThrow().common(),
                until.orElseThrow(),
                optionalText(item, "match"),
                item.has("field") ? Extension.texts(item, "field") : List.of(),
                threshold.orElseThrow().threshold(),
                threshold.orElseThrow().percentile(),
                spans.orElseThrow(),
                every.orElseThrow(),
                cep.orElseThrow(),
                limits.orElseThrow(),
                suppress.orElseThrow(),
                places(item));
    }

    private static Map<String, SourceSpan> places(Item item) {
        Map<String, SourceSpan> places = new HashMap<>();
        item.keys().forEach(key -> places.put(ItemMerger.canonical(key), item.keySpan(key)));
        return places;
    }

    static Optional<LocatedText> optionalText(Item item, String key) throws LoadProblem {
        return item.has(key) ? Optional.of(item.text(key)) : Optional.empty();
    }

    private static CorrelationType type(Item item) throws LoadProblem {
        LocatedText text = item.text("type");
        return CorrelationType.parse(text.text())
                .orElseThrow(
                        () ->
                                Extension.notOneOf(
                                        text, "a type of correlation", CorrelationType.words()));
    }

    private Head head(Item item) throws LoadProblem {
        Item.Parts parts = item.new Parts();
        String named = item.optionalText("source");
        String source = named.isEmpty() ? RuleLoader.DEFAULT_SOURCE : named;
        var output = parts.read(() -> item.text("output").trimmed());
        var description =
                parts.read(() -> item.has("desc") ? item.text("desc") : item.text("correlation"));
        var priority = parts.read(() -> RuleLoader.priority(item));
        var tags = parts.read(() -> RuleLoader.tags(item));
        var enabled = parts.read(() -> item.flag("enabled", true));
        Optional<List<ExceptionDefinition>> known =
                parts.read(
                        () -> item.has("exceptions") ? exceptions.define(item, source) : List.of());
        parts.requireAll();
        return new Head(
                description.orElseThrow(),
                output.orElseThrow(),
                priority.orElseThrow(),
                source,
                tags.orElseThrow(),
                enabled.orElseThrow(),
                known.orElseThrow());
    }

    static List<LocatedText> by(Item item) throws LoadProblem {
        String key = Extension.either(item, "by", "group-by");
        return item.has(key) ? Extension.texts(item, key) : List.of();
    }

    private static Spans spans(Item item, CorrelationType type) throws LoadProblem {
        Item.Parts parts = item.new Parts();
        boolean tumbling = type == CorrelationType.VALUE_PERCENTILE;
        var window =
                parts.read(() -> window(item, tumbling ? WindowKind.TUMBLING : WindowKind.SLIDING));
        var within = parts.read(() -> duration(item, CorrelationKeys.within(item)));
        var gap = parts.read(() -> duration(item, "gap"));
        var history = parts.read(() -> duration(item, "history"));
        var learn = parts.read(() -> duration(item, "learn"));
        var lateness = parts.read(() -> duration(item, "allowed_lateness"));
        parts.requireAll();
        return new Spans(
                window.orElseThrow(),
                within.orElseThrow(),
                gap.orElseThrow(),
                history.orElseThrow(),
                learn.orElseThrow(),
                lateness.orElseThrow());
    }

    private static WindowKind window(Item item, WindowKind otherwise) throws LoadProblem {
        if (!item.has("window")) {
            return otherwise;
        }
        LocatedText text = item.text("window");
        return WindowKind.parse(text.text())
                .orElseThrow(() -> Extension.notOneOf(text, "a window", WindowKind.words()));
    }

    static long duration(Item item, String key) throws LoadProblem {
        return item.has(key) ? Durations.nanos(item.text(key)) : 0;
    }

    private static Optional<UntilDefinition> until(Item item) throws LoadProblem {
        if (!item.has("until")) {
            return Optional.empty();
        }
        if (item.node("until") instanceof YamlNode.Scalar) {
            return Optional.of(new UntilDefinition(item.text("until"), List.of()));
        }
        Item until = Extension.mapping(item, "until");
        Item.Parts parts = until.new Parts();
        Extension.refuseUnknownKeys(until, UNTIL_KEYS, parts);
        parts.requireAll();
        List<LocatedText> by = until.has("by") ? Extension.texts(until, "by") : List.of();
        return Optional.of(new UntilDefinition(until.text("condition"), by));
    }

    private static String word(Item item, String key, Set<String> words, String otherwise)
            throws LoadProblem {
        if (!item.has(key)) {
            return otherwise;
        }
        LocatedText text = item.text(key);
        if (!words.contains(text.text())) {
            throw Extension.notOneOf(
                    text, "known for '" + key + "'", words.stream().sorted().toList());
        }
        return text.text();
    }

    private static Limits limits(Item item, boolean cep) throws LoadProblem {
        Limits known = cep ? Limits.OF_ENGINE : Limits.DEFAULT;
        if (!item.has("limits")) {
            return known;
        }
        Item limits = Extension.mapping(item, "limits");
        Item.Parts parts = limits.new Parts();
        Extension.refuseUnknownKeys(limits, Set.of("keys", "values", "partials", "sample"), parts);
        var keys = parts.read(() -> limit(limits, "keys", known.keys(), 100_000_000));
        var values = parts.read(() -> limit(limits, "values", known.values(), 1_000_000));
        var partials = parts.read(() -> limit(limits, "partials", known.partials(), 10_000));
        var sample = parts.read(() -> limit(limits, "sample", known.sample(), 100));
        parts.requireAll();
        return new Limits(
                keys.orElseThrow(),
                values.orElseThrow(),
                partials.orElseThrow(),
                sample.orElseThrow());
    }

    private static int limit(Item limits, String key, int otherwise, int most) throws LoadProblem {
        return limits.has(key) ? Extension.number(limits, key, 1, most) : otherwise;
    }
}
