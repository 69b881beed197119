// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.load.RuleDefinition.Body;
import dev.saker.rules.load.RuleDefinition.Switches;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

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
        if (!item.has("condition") && !item.has("exceptions")) {
            throw LoadProblem.meaning(
                    "Appended rule must have exceptions or condition property", name.span());
        }
        RuleDefinition rule = existing(name, old, "condition");
        requireSameSource(item, name, rule);
        Body body = rule.body();
        if (item.has("exceptions")) {
            body = appendExceptions(item, body);
        }
        if (item.has("condition")) {
            body = body.withCondition(body.condition().joinedWith(item.text("condition")));
        }
        return rule.with(body);
    }

    /** First what is appended, then what is replaced. */
    RuleDefinition override(
            Item item, LocatedText name, Overrides override, Optional<RuleDefinition> old)
            throws LoadProblem {
        if (old.isEmpty() && override.appended().isEmpty()) {
            throw LoadProblem.meaning(
                    "An 'override."
                            + override.replaced().iterator().next()
                            + ": replace' to a rule was requested but no rule by that name"
                            + " already exists",
                    name.span());
        }
        RuleDefinition rule = existing(name, old, firstAppended(override));
        if (override.names("condition")) {
            requireSameSource(item, name, rule);
        }
        Body body = appendAll(item, override.appended(), rule.body());
        return rule.with(replaceAll(item, override.replaced(), body));
    }

    private static String firstAppended(Overrides override) {
        return override.appended().isEmpty() ? "" : override.appended().iterator().next();
    }

    private Body appendAll(Item item, Set<String> keys, Body old) throws LoadProblem {
        Body body = old;
        if (keys.contains("exceptions")) {
            body = appendExceptions(item, body);
        }
        if (keys.contains("condition")) {
            body = body.withCondition(body.condition().joinedWith(item.text("condition")));
        }
        if (keys.contains("output")) {
            body = body.withOutput(body.output().joinedWith(item.text("output").trimmed()));
        }
        if (keys.contains("desc")) {
            body = body.withDescription(body.description().joinedWith(item.text("desc")));
        }
        if (keys.contains("tags")) {
            SortedSet<String> tags = new TreeSet<>(body.tags());
            tags.addAll(RuleLoader.tags(item));
            body = body.withTags(tags);
        }
        return body;
    }

    private Body replaceAll(Item item, Set<String> keys, Body old) throws LoadProblem {
        Body body = old;
        if (keys.contains("condition")) {
            body = body.withCondition(item.text("condition"));
        }
        if (keys.contains("output")) {
            body = body.withOutput(item.text("output").trimmed());
        }
        if (keys.contains("desc")) {
            body = body.withDescription(item.text("desc"));
        }
        if (keys.contains("priority")) {
            body = body.withPriority(RuleLoader.priority(item));
        }
        if (keys.contains("tags")) {
            body = body.withTags(RuleLoader.tags(item));
        }
        if (keys.contains("exceptions")) {
            body = body.withExceptions(exceptions.define(item, body.source()));
        }
        return body.withSwitches(replaceSwitches(item, keys, body.switches()));
    }

    private static Switches replaceSwitches(Item item, Set<String> keys, Switches old)
            throws LoadProblem {
        Switches switches = old;
        if (keys.contains("enabled")) {
            switches = switches.withEnabled(item.flag("enabled", true));
        }
        if (keys.contains("warn_evttypes")) {
            switches = switches.withWarnEventTypes(item.flag("warn_evttypes", true));
        }
        if (keys.contains("skip-if-unknown-filter")) {
            switches = switches.withSkipIfUnknownFilter(item.flag("skip-if-unknown-filter", false));
        }
        if (keys.contains("capture")) {
            switches = switches.withCapture(item.flag("capture", false));
        }
        if (keys.contains("capture_duration")) {
            switches = switches.withCaptureMillis(item.count("capture_duration", 0));
        }
        return switches;
    }

    private Body appendExceptions(Item item, Body body) throws LoadProblem {
        return body.withExceptions(exceptions.append(item, body.exceptions(), body.source()));
    }

    private static RuleDefinition existing(
            LocatedText name, Optional<RuleDefinition> old, String key) throws LoadProblem {
        return old.orElseThrow(
                () ->
                        LoadProblem.meaning(
                                "Rule uses 'append' or 'override."
                                        + key
                                        + ": append' but no rule by that name already exists",
                                name.span()));
    }

    private static void requireSameSource(Item item, LocatedText name, RuleDefinition rule)
            throws LoadProblem {
        String source = item.optionalText("source");
        if (!source.isEmpty() && !source.equals(rule.body().source())) {
            throw differentSource(name);
        }
    }

    static LoadProblem differentSource(LocatedText name) {
        return LoadProblem.meaning("Rule has been re-defined with a different source", name.span());
    }
}
