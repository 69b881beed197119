// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Priority;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.AlertItem.AlertMatch;
import dev.saker.rules.load.AlertItem.Common;
import dev.saker.rules.load.AlertItem.Voice;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code suppress}, {@code incident} and {@code risk} items. */
final class AlertItemLoader {

    private static final Set<String> SUPPRESS =
            Set.of("suppress", "desc", "match", "by", "for", "rate", "enabled", "override");

    private static final Set<String> INCIDENT =
            Set.of(
                    "incident",
                    "enabled",
                    "override",
                    "desc",
                    "match",
                    "by",
                    "gap",
                    "max",
                    "repeat",
                    "sample",
                    "output",
                    "priority",
                    "tags");

    private static final Set<String> RISK =
            Set.of(
                    "risk",
                    "enabled",
                    "override",
                    "desc",
                    "match",
                    "by",
                    "score",
                    "half_life",
                    "per_rule",
                    "threshold",
                    "tactics",
                    "reset",
                    "output",
                    "priority",
                    "tags");

    private static final Set<String> MATCH = Set.of("rules", "tags_any", "priority");

    private static final int MAX_SCORE = 1_000_000;
    private static final int MAX_SAMPLE = 100;
    private static final int DEFAULT_SAMPLE = 10;

    private final Definitions definitions;
    private final Map<String, ItemMerger> mergers =
            Map.of(
                    "suppress", ItemMerger.ofAlertItems("suppress", "Suppression", SUPPRESS),
                    "incident", ItemMerger.ofAlertItems("incident", "Incident", INCIDENT),
                    "risk", ItemMerger.ofAlertItems("risk", "Risk", RISK));

    AlertItemLoader(Definitions definitions) {
        this.definitions = definitions;
    }

    /**
     * Reads one, or changes one that is there.
     *
     * @param kind the key that holds its name
     */
    void load(Item item, String kind) throws LoadProblem {
        LocatedText name = item.text(kind);
        ItemMerger merger = mergers.get(kind);
        Item whole = merger.merged(item, name, definitions.isBroken(kind, name.text()));
        boolean enabled = whole.flag("enabled", true);
        switch (kind) {
            case "suppress" -> suppress(whole);
            case "incident" -> incident(whole);
            default -> risk(whole);
        }
        if (!enabled) {
            definitions.removeAlertItem(kind, name.text());
        }
        merger.remember(whole, name.text());
    }

    private void suppress(Item item) throws LoadProblem {
        Common common = common("suppress", item, SUPPRESS);
        if (common.match().equals(AlertMatch.ANY)) {
            throw Extension.problem(
                    "Suppression '" + common.name() + "' does not say of which alerts",
                    "match: {rules: [...]}, {tags_any: [...]} or {priority: ...}",
                    common.span());
        }
        definitions.put(new AlertItem.Suppress(common, ThrottleReader.of(item)));
    }

    private void incident(Item item) throws LoadProblem {
        Common common = common("incident", item, INCIDENT);
        Item.Parts parts = item.new Parts();
        var gap = parts.read(() -> Durations.nanos(needed(item, "gap")));
        var max = parts.read(() -> Durations.nanos(needed(item, "max")));
        var repeat = parts.read(() -> CorrelationLoader.duration(item, "repeat"));
        var voice = parts.read(() -> voice(item));
        var sample =
                parts.read(
                        () ->
                                item.has("sample")
                                        ? Extension.number(item, "sample", 1, MAX_SAMPLE)
                                        : DEFAULT_SAMPLE);
        parts.requireAll();
        definitions.put(
                new AlertItem.Incident(
                        common,
                        voice.orElseThrow(),
                        gap.orElseThrow(),
                        max.orElseThrow(),
                        repeat.orElseThrow(),
                        sample.orElseThrow()));
    }

    private void risk(Item item) throws LoadProblem {
        Common common = common("risk", item, RISK);
        Item.Parts parts = item.new Parts();
        Map<Priority, Integer> scores = new EnumMap<>(Priority.class);
        Map<String, Integer> tagScores = new LinkedHashMap<>();
        parts.read(() -> scores(item, scores, tagScores));
        var voice = parts.read(() -> voice(item));
        var halfLife = parts.read(() -> Durations.nanos(needed(item, "half_life")));
        var perRule = parts.read(() -> Durations.nanos(needed(item, "per_rule")));
        var threshold = parts.read(() -> atLeast(item, "threshold"));
        var tactics = parts.read(() -> item.has("tactics") ? atLeast(item, "tactics") : 0);
        var reset = parts.read(() -> reset(item));
        parts.requireAll();
        definitions.put(
                new AlertItem.Risk(
                        common,
                        voice.orElseThrow(),
                        scores,
                        tagScores,
                        halfLife.orElseThrow(),
                        perRule.orElseThrow(),
                        threshold.orElseThrow(),
                        tactics.orElseThrow(),
                        Math.min(reset.orElseThrow(), threshold.orElseThrow())));
    }

    private static Common common(String type, Item item, Set<String> keys) throws LoadProblem {
        LocatedText name = item.text(type);
        Item.Parts parts = item.new Parts();
        Extension.refuseUnknownKeys(item, keys, parts);
        var match = parts.read(() -> match(item));
        var by =
                parts.read(
                        () ->
                                item.has("by") || !type.equals("suppress")
                                        ? texts(item, "by")
                                        : List.<LocatedText>of());
        parts.requireAll();
        return new Common(type, name.text(), name.span(), match.orElseThrow(), by.orElseThrow());
    }

    private static List<LocatedText> texts(Item item, String key) throws LoadProblem {
        needed(item, key, false);
        return Extension.texts(item, key);
    }

    private static LocatedText needed(Item item, String key) throws LoadProblem {
        needed(item, key, true);
        return item.text(key);
    }

    private static void needed(Item item, String key, boolean scalar) throws LoadProblem {
        if (!item.has(key)) {
            throw Extension.problem(
                    "'" + key + "' is missing" + (scalar ? "" : ": which alerts belong together?"),
                    "",
                    item.span());
        }
    }

    private static AlertMatch match(Item item) throws LoadProblem {
        if (!item.has("match")) {
            return AlertMatch.ANY;
        }
        Item match = Extension.mapping(item, "match");
        Item.Parts parts = match.new Parts();
        Extension.refuseUnknownKeys(match, MATCH, parts);
        parts.requireAll();
        Set<String> tags = new TreeSet<>();
        if (match.has("tags_any")) {
            Extension.texts(match, "tags_any").forEach(tag -> tags.add(tag.text()));
        }
        return new AlertMatch(
                match.has("rules") ? Extension.texts(match, "rules") : List.of(),
                tags,
                match.has("priority") ? Optional.of(RuleLoader.priority(match)) : Optional.empty());
    }

    private static Voice voice(Item item) throws LoadProblem {
        return new Voice(
                item.optionalText("desc"),
                CorrelationLoader.optionalText(item, "output").map(LocatedText::trimmed),
                item.has("priority") ? Optional.of(RuleLoader.priority(item)) : Optional.empty(),
                RuleLoader.tags(item));
    }

    private static int scores(
            Item item, Map<Priority, Integer> scores, Map<String, Integer> tagScores)
            throws LoadProblem {
        if (!item.has("score")) {
            throw Extension.problem(
                    "A risk needs 'score'", "score: {CRITICAL: 80, WARNING: 15}", item.span());
        }
        Item score = Extension.mapping(item, "score");
        for (String key : score.keys()) {
            if (key.equals("tags")) {
                Item tags = Extension.mapping(score, "tags");
                for (String tag : tags.keys()) {
                    tagScores.put(tag, Extension.number(tags, tag, 0, MAX_SCORE));
                }
                continue;
            }
            Priority priority =
                    Priority.parse(key)
                            .orElseThrow(
                                    () ->
                                            Extension.problem(
                                                    "'" + key + "' is not a priority",
                                                    "a priority, or tags: {T1611: 100}",
                                                    score.keySpan(key)));
            scores.put(priority, Extension.number(score, key, 0, MAX_SCORE));
        }
        return scores.size();
    }

    private static int atLeast(Item item, String key) throws LoadProblem {
        needed(item, key, true);
        Item bound = Extension.mapping(item, key);
        Item.Parts parts = bound.new Parts();
        Extension.refuseUnknownKeys(bound, Set.of("gte"), parts);
        parts.requireAll();
        return Extension.number(bound, "gte", 1, MAX_SCORE);
    }

    /** Without one, the threshold has to be left before it can be crossed again. */
    private static int reset(Item item) throws LoadProblem {
        return item.has("reset") ? Extension.number(item, "reset", 1, MAX_SCORE) : MAX_SCORE;
    }
}
