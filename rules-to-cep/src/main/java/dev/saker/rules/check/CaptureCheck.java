// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.Capture;
import dev.saker.rules.InactiveRule;
import dev.saker.rules.diagnostic.DiagnosticCode;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.SourceSpan;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.syntax.Place;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Holds rules against what can be observed, so that none is silently never true. */
public final class CaptureCheck {

    /** A rule for so many events as this asks for all there are, not for certain ones. */
    private static final int MANY_EVENT_CODES = 100;

    private final Capture capture;
    private final boolean strict;
    private final Findings findings;

    public CaptureCheck(Capture capture, boolean strict, Findings findings) {
        this.capture = capture;
        this.strict = strict;
        this.findings = findings;
    }

    /** Why the rule cannot be answered; warns when only some of its events arrive. */
    public Optional<InactiveRule> check(CheckedRule rule) {
        Optional<InactiveRule> inactive =
                source(rule).or(() -> events(rule)).or(() -> fields(rule));
        inactive.ifPresentOrElse(found -> report(rule, found), () -> warnIfPartly(rule));
        return inactive;
    }

    private static Optional<InactiveRule> source(CheckedRule rule) {
        String source = rule.definition().body().source();
        if (source.equals("syscall")) {
            return Optional.empty();
        }
        SourceSpan span = rule.definition().span();
        return Optional.of(
                inactive(rule, span, "events of source '" + source + "' are not captured"));
    }

    /** A rule that is never true whatever happens is no matter of capture. */
    private Optional<InactiveRule> events(CheckedRule rule) {
        BitSet wanted = rule.eventCodes();
        if (capture.hasEveryEvent()
                || wanted.isEmpty()
                || wanted.intersects(capture.eventCodes())) {
            return Optional.empty();
        }
        String names = String.join(", ", EventTypes.names(wanted));
        return Optional.of(
                inactive(
                        rule,
                        place(rule, name -> name.equals("evt.type") || name.equals("syscall.type")),
                        "none of its event types is captured: " + names));
    }

    private Optional<InactiveRule> fields(CheckedRule rule) {
        if (capture.missingFields().isEmpty()) {
            return Optional.empty();
        }
        for (FieldRef ref : CaptureNeeds.of(rule.condition())) {
            String field = ref.field().name();
            if (capture.misses(field)) {
                String reason = "field " + ref.name() + " is not captured";
                return Optional.of(inactive(rule, place(rule, name -> named(name, field)), reason));
            }
        }
        return Optional.empty();
    }

    /** Something besides its condition rests on a field that is not captured: reports it. */
    public InactiveRule missing(CheckedRule rule, String field) {
        InactiveRule found =
                inactive(rule, rule.definition().span(), "field " + field + " is not captured");
        report(rule, found);
        return found;
    }

    private static boolean named(String written, String field) {
        return written.equals(field) || written.startsWith(field + ".");
    }

    private static InactiveRule inactive(CheckedRule rule, SourceSpan span, String reason) {
        return new InactiveRule(rule.definition().name(), span, reason);
    }

    private static SourceSpan place(CheckedRule rule, Predicate<String> wanted) {
        return FieldPlaces.first(rule.expression(), wanted)
                .map(Place::span)
                .orElse(rule.definition().span());
    }

    private void report(CheckedRule rule, InactiveRule inactive) {
        findings.add(
                strict ? DiagnosticCode.LOAD_ERR_NOT_CAPTURED : DiagnosticCode.LOAD_INACTIVE_RULE,
                rule.definition().itemType()
                        + " '"
                        + inactive.name()
                        + "' is inactive: "
                        + inactive.reason(),
                "",
                path(rule, inactive.span()));
    }

    private void warnIfPartly(CheckedRule rule) {
        BitSet wanted = rule.eventCodes();
        if (capture.hasEveryEvent() || wanted.cardinality() > MANY_EVENT_CODES) {
            return;
        }
        BitSet captured = (BitSet) wanted.clone();
        captured.and(capture.eventCodes());
        Set<String> missing = new TreeSet<>(EventTypes.names(wanted));
        missing.removeAll(EventTypes.names(captured));
        if (missing.isEmpty()) {
            return;
        }
        findings.add(
                strict ? DiagnosticCode.LOAD_ERR_NOT_CAPTURED : DiagnosticCode.LOAD_PARTLY_CAPTURED,
                rule.definition().itemType()
                        + " '"
                        + rule.definition().name()
                        + "' never sees these of its event types, which are not captured: "
                        + String.join(", ", missing),
                "",
                path(rule, place(rule, name -> name.equals("evt.type"))));
    }

    private static List<Location> path(CheckedRule rule, SourceSpan span) {
        return List.of(
                rule.definition().location(), new Location("condition expression", "", span));
    }
}
