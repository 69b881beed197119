// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.RuleSetActivation;
import dev.saker.schemas.RuleSetHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that the rules topic holds at a moment: every version, and which holds at which event time.
 * Immutable.
 */
public final class RuleSets {
    private final TreeMap<Long, Version> versions;
    private final RuleTimeline live;
    private final RuleTimeline shadow;
    private final Optional<RuleSetHead> newest;

    RuleSets(
            Map<Long, Version> versions,
            RuleTimeline live,
            RuleTimeline shadow,
            Optional<RuleSetHead> newest) {
        this.versions = new TreeMap<>(versions);
        this.live = live;
        this.shadow = shadow;
        this.newest = newest;
    }

    /**
     * A version as it was pushed.
     *
     * @param activation the last one that counts; empty while the push is not complete
     */
    public record Version(
            RuleSetHead head, Optional<RuleSetActivation> activation, StoredFiles files) {}

    /** By number. */
    public List<Version> versions() {
        return List.copyOf(versions.values());
    }

    public Optional<Version> version(long number) {
        return Optional.ofNullable(versions.get(number));
    }

    /** The sets in force. Its first entry holds for all earlier time too. */
    public RuleTimeline live() {
        return live;
    }

    /** The sets on trial beside them. */
    public RuleTimeline shadow() {
        return shadow;
    }

    /** Of the newest push, complete or not; 0 when there was none. */
    public long newestVersion() {
        return newest.map(RuleSetHead::version).orElse(0L);
    }

    boolean hasNoActivation() {
        return versions.values().stream().allMatch(version -> version.activation().isEmpty());
    }

    Optional<RuleSetHead> newestHead() {
        return newest;
    }

    /**
     * The files of an entry.
     *
     * @throws RuleSetException if the topic does not hold them
     */
    public RuleFiles files(RuleTimeline.Entry entry) {
        Version version = versions.get(entry.version());
        if (version == null || !version.head().sha256().equals(entry.sha256())) {
            throw new RuleSetException(
                    "rule set %d is incomplete; push it again".formatted(entry.version()));
        }
        return version.files().read();
    }
}
