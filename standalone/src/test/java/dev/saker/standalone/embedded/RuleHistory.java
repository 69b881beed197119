// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import dev.saker.schemas.Alert;
import dev.saker.schemas.RuleFile;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.kafka.PushedRuleSet;
import dev.saker.schemas.kafka.RuleSetTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a test pushed, and by the definition which version holds when. Every version has one rule,
 * that matches every opened file under /v/ and is named like the version; perhaps the same {@link
 * CorrelatedAlerts} beside it, the state of which outlives the pushes.
 */
final class RuleHistory {
    private final RuleSetTopic topic;
    private final boolean correlated;
    private final TreeMap<Long, Long> live = new TreeMap<>();
    private final TreeMap<Long, Long> shadow = new TreeMap<>();
    private int pushed = 1;
    private int refused;

    /** With the set that holds from the beginning, which has number 1. */
    RuleHistory(RuleSetTopic topic) {
        this(topic, false);
    }

    private RuleHistory(RuleSetTopic topic, boolean correlated) {
        this.topic = topic;
        this.correlated = correlated;
        live.put(Long.MIN_VALUE, 1L);
    }

    /** The set that holds from the beginning has correlations, too. */
    static RuleHistory withCorrelations(RuleSetTopic topic) {
        return new RuleHistory(topic, true);
    }

    static RuleFiles correlated(long number) {
        List<RuleFile> files = new ArrayList<>(rules(number).files());
        files.add(CorrelatedAlerts.rules());
        return new RuleFiles(files);
    }

    static boolean isOpened(Alert alert) {
        return alert.rule().startsWith("Opened ");
    }

    static RuleFiles rules(long number) {
        return new RuleFiles(
                List.of(
                        new RuleFile(
                                "rules.yaml",
                                """
                                - rule: Opened %d
                                  desc: d
                                  condition: evt.type = openat and fd.name startswith /v/
                                  output: "opened %%fd.name"
                                  priority: WARNING
                                """
                                        .formatted(number))));
    }

    private RuleFiles next() {
        pushed++;
        return correlated ? correlated(pushed) : rules(pushed);
    }

    PushedRuleSet push() {
        PushedRuleSet result = topic.push(next(), "test", false);
        live.put(result.activation().fromNanos(), result.version());
        return result;
    }

    void pushShadow() {
        PushedRuleSet result = topic.push(next(), "test", true);
        shadow.put(result.activation().fromNanos(), result.version());
    }

    /** A set on trial of nothing but correlations. */
    void pushShadowOfCorrelations() {
        pushed++;
        PushedRuleSet result =
                topic.push(new RuleFiles(List.of(CorrelatedAlerts.rules())), "test", true);
        shadow.put(result.activation().fromNanos(), result.version());
    }

    void endShadow() {
        pushed++;
        PushedRuleSet result = topic.push(new RuleFiles(List.of()), "test", true);
        shadow.put(result.activation().fromNanos(), 0L);
    }

    /** Past the check of `saker rules push`. */
    void pushBroken() {
        pushed++;
        refused++;
        topic.push(
                new RuleFiles(List.of(new RuleFile("broken.yaml", "- rule: half\n# " + pushed))),
                "test",
                false);
    }

    /** How many broken ones were pushed. */
    int refused() {
        return refused;
    }

    long liveAt(long nanos) {
        return live.floorEntry(nanos).getValue();
    }

    /** 0 for none. */
    long shadowAt(long nanos) {
        Map.Entry<Long, Long> entry = shadow.floorEntry(nanos);
        return entry == null ? 0 : entry.getValue();
    }
}
