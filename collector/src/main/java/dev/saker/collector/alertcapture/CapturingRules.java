// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.alertcapture;

import dev.saker.collector.alertcapture.AlertCaptureOptions.Mode;
import dev.saker.rules.Capture;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.PublishedRules;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.kafka.RuleSetException;
import dev.saker.schemas.kafka.RuleSets;
import dev.saker.schemas.kafka.RuleTimeline;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force whose alerts start a recording, ready to be held against events. They are
 * compiled by the thread that hears of them, once for each version, and matched by the reading
 * thread.
 */
public final class CapturingRules {
    private static final Logger LOG = LoggerFactory.getLogger(CapturingRules.class);

    private final boolean enabled;
    private final Mode mode;
    private long version;
    private volatile Optional<Matcher> matcher = Optional.empty();

    public CapturingRules(AlertCaptureOptions options) {
        this.enabled = options.directory().isPresent();
        this.mode = options.mode();
    }

    /** None while no rule is to start a recording. For the reading thread alone. */
    Optional<Matcher> matcher() {
        return matcher;
    }

    /** Takes over the set that was put in force last. */
    public void take(RuleSets sets) {
        List<RuleTimeline.Entry> entries = sets.live().entries();
        if (!enabled || entries.isEmpty() || entries.get(entries.size() - 1).version() == version) {
            return;
        }
        RuleTimeline.Entry newest = entries.get(entries.size() - 1);
        try {
            compile(sets.files(newest).files());
        } catch (RuleSetException | IllegalArgumentException unusable) {
            LOG.warn("event=no_rules_for_captures reason=\"{}\"", unusable.getMessage());
            return;
        }
        version = newest.version();
    }

    private void compile(List<RuleFile> files) {
        // Most sets have no such rule, and to find that out compiles nothing.
        boolean mayCapture =
                mode == Mode.ALL_RULES
                        || files.stream().anyMatch(file -> file.text().contains("capture"));
        matcher = mayCapture ? compiled(files) : Optional.empty();
    }

    private Optional<Matcher> compiled(List<RuleFile> files) {
        CompilerOptions options =
                CompilerOptions.defaults().withCapture(Capture.ofEvents(new BitSet()));
        Optional<RuleSet> set = PublishedRules.compile(files, options).ruleSet();
        List<Rule> rules =
                set.map(RuleSet::rules).orElse(List.of()).stream()
                        .filter(rule -> mode == Mode.ALL_RULES || rule.capture())
                        .toList();
        LOG.info("event=rules_for_captures rules={}", rules.size());
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(new Matcher(renumbered(rules), MatchMode.ALL));
    }

    /** A matcher wants its rules numbered without gaps. */
    private static List<Rule> renumbered(List<Rule> rules) {
        return IntStream.range(0, rules.size())
                .mapToObj(index -> rules.get(index).withIndex(index))
                .toList();
    }
}
