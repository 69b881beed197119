// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.correlate.CorrelationSet;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The rules of a set of files that match here, and what they ask of the stages before them. */
public final class RuleSet {

    private final List<Rule> rules;
    private final List<InactiveRule> inactive;
    private final int fieldGroups;
    private final BitSet eventCodes;
    private final CorrelationSet correlations;
    private Supplier<String> digest;
    private String fingerprint;

    /**
     * @param fieldGroups bits of {@code dev.saker.schemas.FieldGroup} that conditions and outputs
     *     read, correlations' too
     * @param digest says the {@link #fingerprint} when somebody asks for it, once
     */
    public RuleSet(
            List<Rule> rules,
            List<InactiveRule> inactive,
            int fieldGroups,
            Supplier<String> digest,
            CorrelationSet correlations) {
        this.rules = List.copyOf(rules);
        this.correlations = Objects.requireNonNull(correlations, "correlations is null");
        this.inactive = List.copyOf(inactive);
        this.fieldGroups = fieldGroups;
        this.eventCodes = union(rules);
        eventCodes.or(union(correlations.conditions()));
        this.digest = Objects.requireNonNull(digest, "digest is null");
    }

    /** In the order of evaluation. */
    public List<Rule> rules() {
        return rules;
    }

    public List<InactiveRule> inactive() {
        return inactive;
    }

    public int fieldGroups() {
        return fieldGroups;
    }

    /** Rules over several events. */
    public CorrelationSet correlations() {
        return correlations;
    }

    /** Every event code for which some rule or step of a correlation can hold. */
    public BitSet eventCodes() {
        return (BitSet) eventCodes.clone();
    }

    /** SHA-256 in hex over everything that decides what the rules do. */
    public synchronized String fingerprint() {
        if (fingerprint == null) {
            fingerprint = digest.get();
            digest = null; // it holds on to the rules as they were written
        }
        return fingerprint;
    }

    private static BitSet union(List<Rule> rules) {
        BitSet union = new BitSet();
        rules.forEach(rule -> union.or(rule.eventCodes()));
        return union;
    }
}
