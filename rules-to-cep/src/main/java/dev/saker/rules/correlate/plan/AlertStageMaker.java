// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.plan;

import dev.saker.rules.check.CorrelationTexts;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.AlertStage.Common;
import dev.saker.rules.correlate.AlertStage.Selection;
import dev.saker.rules.diagnostic.Findings;
import dev.saker.rules.diagnostic.LocatedText;
import dev.saker.rules.diagnostic.Location;
import dev.saker.rules.diagnostic.Nearest;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.load.AlertItem;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.Definitions;
import dev.saker.rules.load.RuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the items about alerts. */
public final class AlertStageMaker {

    private static final String SOURCE = "syscall";

    private final Definitions definitions;
    private final Findings findings;
    private final FieldCatalog catalog = FieldCatalog.get();

    public AlertStageMaker(Definitions definitions, Findings findings) {
        this.definitions = definitions;
        this.findings = findings;
    }

    /** In their order; not to be used when there was an error. */
    public List<AlertStage> make() {
        List<AlertStage> stages = new ArrayList<>();
        for (AlertItem item : definitions.alertItems()) {
            stages.add(stage(item, common(item, stages.size())));
        }
        return stages;
    }

    private Common common(AlertItem item, int index) {
        AlertItem.Common written = item.common();
        Location location = new Location(written.type(), written.name(), written.span());
        CorrelationTexts texts = new CorrelationTexts(catalog, findings, location, SOURCE);
        List<LocatedText> by =
                item instanceof AlertItem.Suppress suppress
                        ? suppress.throttle().by()
                        : written.by();
        List<FieldRef> fields = new ArrayList<>();
        by.forEach(text -> texts.field(text, "by").ifPresent(fields::add));
        requireKnown(written.match().rules(), texts);
        requireUnique(written, texts);
        Selection selection =
                new Selection(
                        written.match().rules().stream()
                                .map(LocatedText::text)
                                .collect(Collectors.toSet()),
                        written.match().tagsAny(),
                        written.match().priority());
        return new Common(index, written.name(), selection, fields);
    }

    private void requireKnown(List<LocatedText> rules, CorrelationTexts texts) {
        Set<String> known =
                Stream.concat(
                                definitions.rules().stream().map(RuleDefinition::name),
                                definitions.correlations().stream()
                                        .map(CorrelationDefinition::name))
                        .collect(Collectors.toSet());
        for (LocatedText rule : rules) {
            if (!known.contains(rule.text())) {
                texts.refuse(
                        "There is no rule or correlation '" + rule.text() + "'",
                        Nearest.help(rule.text(), new TreeSet<>(known)),
                        "match",
                        rule);
            }
        }
    }

    /** Its alerts bear its name. */
    private void requireUnique(AlertItem.Common written, CorrelationTexts texts) {
        boolean taken =
                definitions.rule(written.name()).isPresent()
                        || definitions.correlation(written.name()).isPresent();
        if (taken && !written.type().equals("suppress")) {
            texts.refuse("A rule or correlation has the name '" + written.name() + "' too", "");
        }
    }

    private static AlertStage stage(AlertItem item, Common common) {
        if (item instanceof AlertItem.Suppress suppress) {
            return new AlertStage.Suppress(common, suppress.throttle().throttle());
        }
        if (item instanceof AlertItem.Incident incident) {
            return new AlertStage.Incident(
                    common,
                    voice(incident.voice()),
                    incident.gapNanos(),
                    incident.maxNanos(),
                    incident.repeatNanos(),
                    incident.sample());
        }
        AlertItem.Risk risk = (AlertItem.Risk) item;
        return new AlertStage.Risk(
                common,
                voice(risk.voice()),
                risk.scores(),
                risk.tagScores(),
                risk.halfLifeNanos(),
                risk.perRuleNanos(),
                risk.threshold(),
                risk.tactics(),
                risk.reset());
    }

    private static AlertStage.Voice voice(AlertItem.Voice voice) {
        return new AlertStage.Voice(
                voice.description(),
                voice.output().map(LocatedText::text).orElse(""),
                voice.priority(),
                List.copyOf(voice.tags()));
    }
}
