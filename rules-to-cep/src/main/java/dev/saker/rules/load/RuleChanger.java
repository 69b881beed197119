// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.RuleDefinition.Body;
import dev.saker.rules.load.RuleDefinition.Switches;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Applies {@code append: true} and {@code override} to a rule that exists. */
final class RuleChanger {

    static final Set<String> APPENDABLE =
            Set.of("condition", "output", "desc", "tags", "exceptions");

    static final Set<String> REPLACEABLE =
            Set.of(
                    "condition",
                    "output",
                    "desc",
                    "priority",
                    "capture",
                    "capture_duration",
                    "tags",
                    "exceptions",
                    "enabled",
                    "warn_evttypes",
                    "skip-if-unknown-filter");

    private final ExceptionLoader exceptions;

    RuleChanger(ExceptionLoader exceptions) {
        this.exceptions = exceptions;
    }

    /** Only condition and exceptions count. */
    RuleDefinition append(Item item, LocatedText name, Optional<RuleDefinition> old)
            throws LoadProblem {
        Item.Parts parts = item.new Parts();
        if (!item.has("condition") && !item.has("exceptions")) {
            throw LoadProblem.meaning(
                    "Appended rule must have exceptions or condition property", name.span());
        }
        parts.run(() -> requireOld(name, old, "condition"));
        parts.run(() -> requireSameSource(item, name, old));
        Change change = new Change(item, parts, old);
        change.append(Set.of("condition", "exceptions"));
        parts.requireAll();
        return old.orElseThrow().with(change.body);
    }

    /** First what is appended, then what is replaced. */
    RuleDefinition override(
            Item item, LocatedText name, Overrides override, Optional<RuleDefinition> old)
            throws LoadProblem {
        Item.Parts parts = item.new Parts();
        parts.run(() -> requireOld(name, old, override));
        if (override.names("condition")) {
            parts.run(() -> requireSameSource(item, name, old));
        }
        Change change = new Change(item, parts, old);
        change.append(override.appended());
        change.replace(override.replaced());
        parts.requireAll();
        return old.orElseThrow().with(change.body);
    }

    /** Reads every part of an item that cannot be applied, so that what is wrong is reported. */
    void readAll(Item item, Item.Parts parts) {
        new Change(item, parts, Optional.empty()).replace(REPLACEABLE);
    }

    /** The parts of one item, put into a rule one after the other. */
    private final class Change {

        private final Item item;
        private final Item.Parts parts;
        private Body body;

        /** Without a rule to change, parts are only read. */
        Change(Item item, Item.Parts parts, Optional<RuleDefinition> old) {
            this.item = item;
            this.parts = parts;
            this.body = old.map(RuleDefinition::body).orElse(null);
        }

        private <T> void change(
                Set<String> keys, String key, Item.Part<T> part, BiFunction<Body, T, Body> put) {
            if (keys.contains(key) && item.has(key)) {
                Optional<T> value = parts.read(part);
                if (body != null && value.isPresent()) {
                    body = put.apply(body, value.get());
                }
            }
        }

        void append(Set<String> keys) {
            change(keys, "exceptions", this::moreExceptions, Body::withExceptions);
            change(
                    keys,
                    "condition",
                    () -> item.text("condition"),
                    (old, more) -> old.withCondition(old.condition().joinedWith(more)));
            change(
                    keys,
                    "output",
                    () -> item.text("output").trimmed(),
                    (old, more) -> old.withOutput(old.output().joinedWith(more)));
            change(
                    keys,
                    "desc",
                    () -> item.text("desc"),
                    (old, more) -> old.withDescription(old.description().joinedWith(more)));
            change(keys, "tags", () -> RuleLoader.tags(item), Change::plusTags);
        }

        private List<ExceptionDefinition> moreExceptions() throws LoadProblem {
            return body == null
                    ? exceptions.readAlone(item)
                    : exceptions.append(item, body.exceptions(), body.source());
        }

        void replace(Set<String> keys) {
            change(keys, "condition", () -> item.text("condition"), Body::withCondition);
            change(keys, "output", () -> item.text("output").trimmed(), Body::withOutput);
            change(keys, "desc", () -> item.text("desc"), Body::withDescription);
            change(keys, "priority", () -> RuleLoader.priority(item), Body::withPriority);
            change(keys, "tags", () -> RuleLoader.tags(item), Body::withTags);
            change(keys, "exceptions", this::newExceptions, Body::withExceptions);
            flag(keys, "enabled", Switches::withEnabled);
            flag(keys, "warn_evttypes", Switches::withWarnEventTypes);
            flag(keys, "skip-if-unknown-filter", Switches::withSkipIfUnknownFilter);
            flag(keys, "capture", Switches::withCapture);
            change(
                    keys,
                    "capture_duration",
                    () -> item.count("capture_duration", 0),
                    (old, millis) -> old.withSwitches(old.switches().withCaptureMillis(millis)));
        }

        private List<ExceptionDefinition> newExceptions() throws LoadProblem {
            return body == null
                    ? exceptions.readAlone(item)
                    : exceptions.define(item, body.source());
        }

        private void flag(
                Set<String> keys, String key, BiFunction<Switches, Boolean, Switches> put) {
            change(
                    keys,
                    key,
                    () -> item.flag(key, false),
                    (old, value) -> old.withSwitches(put.apply(old.switches(), value)));
        }

        private static Body plusTags(Body old, SortedSet<String> more) {
            SortedSet<String> tags = new TreeSet<>(old.tags());
            tags.addAll(more);
            return old.withTags(tags);
        }
    }

    private static void requireOld(
            LocatedText name, Optional<RuleDefinition> old, Overrides override) throws LoadProblem {
        if (!override.appended().isEmpty()) {
            requireOld(name, old, override.appended().iterator().next());
        } else if (old.isEmpty()) {
            throw LoadProblem.meaning(
                    "An 'override."
                            + override.replaced().iterator().next()
                            + ": replace' to a rule was requested but no rule by that name"
                            + " already exists",
                    name.span());
        }
    }

    private static void requireOld(LocatedText name, Optional<RuleDefinition> old, String key)
            throws LoadProblem {
        if (old.isEmpty()) {
            throw LoadProblem.meaning(
                    "Rule uses 'append' or 'override."
                            + key
                            + ": append' but no rule by that name already exists",
                    name.span());
        }
    }

    private static void requireSameSource(
            Item item, LocatedText name, Optional<RuleDefinition> rule) throws LoadProblem {
        String source = item.optionalText("source");
        if (rule.isPresent() && !source.isEmpty() && !source.equals(rule.get().body().source())) {
            throw differentSource(name);
        }
    }

    static LoadProblem differentSource(LocatedText name) {
        return LoadProblem.meaning("Rule has been re-defined with a different source", name.span());
    }
}
