// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.saker.probe.Probe;
import dev.saker.rules.Capture;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules as a pipeline has them: compiled for what the probe captures, matched over records. */
final class LoadedRules {
    private final RuleSet ruleSet;
    private final Matcher matcher;
    private final AvroEventView view = new AvroEventView();

    private LoadedRules(RuleSet ruleSet) {
        this.ruleSet = ruleSet;
        this.matcher = new Matcher(ruleSet, MatchMode.ALL);
    }

    /** Compiles rules that must leave nothing to say: no error, no warning, none inactive. */
    static LoadedRules of(List<RuleSource> files) {
        Compilation compilation = RuleCompiler.compile(files, options());
        assertThat(compilation.diagnostics()).isEmpty();
        return new LoadedRules(compilation.ruleSet().orElseThrow());
    }

    /** Compiles rules that may be warned about. */
    static LoadedRules tolerant(List<RuleSource> files) {
        return new LoadedRules(RuleCompiler.compile(files, options()).ruleSet().orElseThrow());
    }

    static LoadedRules shipped() {
        return of(shippedFiles());
    }

    /** The shipped rules, and a file of somebody's own behind them. */
    static LoadedRules shippedAnd(RuleSource own) {
        List<RuleSource> files = new ArrayList<>(shippedFiles());
        files.add(own);
        return of(files);
    }

    private static List<RuleSource> shippedFiles() {
        return ShippedRules.files().stream()
                .map(file -> new RuleSource(file.name(), file.text()))
                .toList();
    }

    static CompilerOptions options() {
        return CompilerOptions.defaults().withCapture(Capture.ofEvents(Probe.supportedEvents()));
    }

    RuleSet ruleSet() {
        return ruleSet;
    }

    /** Names of the rules that match, in order of definition, over the event's record. */
    List<String> match(Map<String, Object> event) {
        byte[] record = CaseHost.record(event);
        view.wrap(record, 0, record.length);
        Matches matches = new Matches();
        matcher.match(view, matches);
        return matches.rules;
    }

    private static final class Matches implements MatchHandler {
        private final List<String> rules = new ArrayList<>();

        @Override
        public void onMatch(Rule rule, EventView event) {
            rules.add(rule.name());
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            fail(rule.name() + " hangs on " + field + ", which the record leaves out");
        }
    }
}
