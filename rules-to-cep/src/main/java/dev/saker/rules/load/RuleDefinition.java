// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.load;

import dev.saker.rules.Priority;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.SourceSpan;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A rule as the files leave it.
 *
 * @param itemType the kind of item whose condition it is, as findings name it
 * @param order when it was first defined, counted over all items: its place in the evaluation
 * @param span of its name, where it was last defined
 */
public record RuleDefinition(String itemType, String name, int order, SourceSpan span, Body body) {

    public RuleDefinition {
        Objects.requireNonNull(itemType, "itemType is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(span, "span is null");
        Objects.requireNonNull(body, "body is null");
    }

    /** Of a rule. */
    RuleDefinition(String name, int order, SourceSpan span, Body body) {
        this("rule", name, order, span, body);
    }

    /**
     * The condition of a correlation's step, as if it were a rule.
     *
     * @param body its output is not looked at
     */
    public static RuleDefinition ofCorrelation(String name, SourceSpan span, Body body) {
        return new RuleDefinition("correlation", name, 0, span, body);
    }

    /** Where findings place it. */
    public Location location() {
        return new Location(itemType, name, span);
    }

    RuleDefinition with(Body changed) {
        return new RuleDefinition(itemType, name, order, span, changed);
    }

    /** What later items can change. */
    public record Body(
            LocatedText condition,
            LocatedText output,
            LocatedText description,
            Priority priority,
            String source,
            SortedSet<String> tags,
            List<ExceptionDefinition> exceptions,
            Switches switches) {

        public Body {
            Objects.requireNonNull(condition, "condition is null");
            Objects.requireNonNull(output, "output is null");
            Objects.requireNonNull(description, "description is null");
            Objects.requireNonNull(priority, "priority is null");
            Objects.requireNonNull(source, "source is null");
            Objects.requireNonNull(switches, "switches is null");
            tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
            exceptions = List.copyOf(exceptions);
        }

        Body withCondition(LocatedText wanted) {
            return new Body(
                    wanted, output, description, priority, source, tags, exceptions, switches);
        }

        Body withOutput(LocatedText wanted) {
            return new Body(
                    condition, wanted, description, priority, source, tags, exceptions, switches);
        }

        Body withDescription(LocatedText wanted) {
            return new Body(
                    condition, output, wanted, priority, source, tags, exceptions, switches);
        }

        Body withPriority(Priority wanted) {
            return new Body(
                    condition, output, description, wanted, source, tags, exceptions, switches);
        }

        Body withTags(SortedSet<String> wanted) {
            return new Body(
                    condition, output, description, priority, source, wanted, exceptions, switches);
        }

        Body withExceptions(List<ExceptionDefinition> wanted) {
            return new Body(
                    condition, output, description, priority, source, tags, wanted, switches);
        }

        Body withSwitches(Switches wanted) {
            return new Body(
                    condition, output, description, priority, source, tags, exceptions, wanted);
        }
    }

    /**
     * The small settings of a rule.
     *
     * @param captureMillis how long a capture that the rule starts is to run
     */
    public record Switches(
            boolean enabled,
            boolean warnEventTypes,
            boolean skipIfUnknownFilter,
            boolean capture,
            long captureMillis) {

        public static final Switches DEFAULT = new Switches(true, true, false, false, 0);

        Switches withEnabled(boolean wanted) {
            return new Switches(
                    wanted, warnEventTypes, skipIfUnknownFilter, capture, captureMillis);
        }

        Switches withWarnEventTypes(boolean wanted) {
            return new Switches(enabled, wanted, skipIfUnknownFilter, capture, captureMillis);
        }

        Switches withSkipIfUnknownFilter(boolean wanted) {
            return new Switches(enabled, warnEventTypes, wanted, capture, captureMillis);
        }

        Switches withCapture(boolean wanted) {
            return new Switches(
                    enabled, warnEventTypes, skipIfUnknownFilter, wanted, captureMillis);
        }

        Switches withCaptureMillis(long wanted) {
            return new Switches(enabled, warnEventTypes, skipIfUnknownFilter, capture, wanted);
        }
    }
}
