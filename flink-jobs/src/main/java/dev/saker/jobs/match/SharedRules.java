// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.DetectionJobConfig;
import dev.saker.jobs.ruleset.RuleVersions;
import dev.saker.rules.RuleSet;
import dev.saker.schemas.kafka.RuleSetFollower;
import dev.saker.schemas.kafka.RuleSets;
import dev.saker.schemas.kafka.RuleTimeline;
import dev.saker.schemas.kafka.RuleTimeline.Entry;
import dev.saker.schemas.kafka.Topics;
import dev.saker.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pushed rule sets as this JVM (more exactly: this job's class loader) knows them: one reader
 * of the rules topic and one compilation of each set, however many tasks use them. The one place
 * where state is static: the tasks of a job share nothing else. Counted, not weakly held, so that
 * it is there exactly as long as a task uses it.
 */
final class SharedRules implements RulesInForce {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRules.class);

    private static final Map<DetectionJobConfig, SharedRules> SHARED = new HashMap<>();

    /** A topic that cannot be read for longer fails the job, which starts again and says so. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long PREPARE_MILLIS = 100;

    private final DetectionJobConfig config;
    private final CompiledRuleSets compiled;
    private final TaskStatuses statuses;
    private final RuleSetFollower follower;
    private final ScheduledExecutorService preparation =
            Executors.newSingleThreadScheduledExecutor(SharedRules::daemon);
    private volatile RuleSets sets;
    private int users;

    private SharedRules(DetectionJobConfig config) {
        this.config = config;
        this.compiled = new CompiledRuleSets(config.matching());
        SchemaRegistry registry = config.registry().open();
        this.statuses = TaskStatuses.open(config, registry, this);
        this.follower = RuleSetFollower.start(config.kafka(), registry, news -> sets = news);
        preparation.scheduleWithFixedDelay(
                this::prepare, PREPARE_MILLIS, PREPARE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The use of one task, until it is closed. */
    static RulesInForce use(DetectionJobConfig config, int task, int tasks)
            throws InterruptedException {
        SharedRules shared = shared(config);
        RulesInForce use = shared.new Use(task, tasks);
        try {
            shared.awaitFresh();
            shared.requireOne();
            return use;
        } catch (RuntimeException | InterruptedException e) {
            use.close();
            throw e;
        }
    }

    /** For a task that is told the versions, until it is closed. */
    static RuleVersions versions(DetectionJobConfig config) {
        SharedRules shared = shared(config);
        return shared.new Versions();
    }

    private static SharedRules shared(DetectionJobConfig config) {
        synchronized (SHARED) {
            SharedRules shared = SHARED.computeIfAbsent(config, SharedRules::new);
            shared.users++;
            return shared;
        }
    }

    private void release() {
        boolean last;
        synchronized (SHARED) {
            users--;
            last = users == 0;
            if (last) {
                SHARED.remove(config);
            }
        }
        if (last) {
            close();
        }
    }

    static int count() {
        synchronized (SHARED) {
            return SHARED.size();
        }
    }

    @Override
    public boolean isFresh() {
        return follower.isFresh();
    }

    @Override
    public void awaitFresh() throws InterruptedException {
        if (!follower.awaitFresh(PATIENCE)) {
            throw new RulesUnknownException(
                    "cannot follow %s at %s: %s"
                            .formatted(
                                    Topics.RULES,
                                    config.kafka().bootstrapServers(),
                                    follower.problem()));
        }
    }

    @Override
    public RuleSpan at(long nanos) {
        RuleSets known = sets;
        RuleTimeline live = known.live();
        RuleTimeline shadow = known.shadow();
        int liveIndex = live.indexAt(nanos);
        int shadowIndex = shadow.indexAt(nanos);
        return new RuleSpan(
                Math.max(from(live, liveIndex), from(shadow, shadowIndex)),
                Math.min(until(live, liveIndex), until(shadow, shadowIndex)),
                live(known, liveIndex),
                upTo(known, shadow, shadowIndex).filter(version -> !isEmpty(version.ruleSet())));
    }

    /** A set on trial that has nothing in it ends the trial. */
    static boolean isEmpty(RuleSet set) {
        return set.rules().isEmpty() && set.correlations().correlations().isEmpty();
    }

    @Override
    public List<RefusedRuleSet> refused() {
        return compiled.refused();
    }

    @Override
    public long newestVersion() {
        RuleSets known = sets;
        return known == null ? 0 : known.newestVersion();
    }

    @Override
    public void close() {
        preparation.shutdownNow();
        follower.close();
        statuses.close();
    }

    private static long from(RuleTimeline timeline, int index) {
        return index < 0 ? Long.MIN_VALUE : timeline.entries().get(index).fromNanos();
    }

    private static long until(RuleTimeline timeline, int index) {
        List<Entry> entries = timeline.entries();
        return index + 1 < entries.size() ? entries.get(index + 1).fromNanos() : Long.MAX_VALUE;
    }

    /** Before the first set there is, that one: an event that nobody judges would be silence. */
    private RuleSpan.Version live(RuleSets known, int index) {
        RuleTimeline timeline = known.live();
        return upTo(known, timeline, index)
                .or(() -> after(known, timeline, index))
                .orElseThrow(
                        () ->
                                new RulesUnknownException(
                                        "no rule set in %s can be loaded; check what was pushed with 'saker rules check'\n%s"
                                                .formatted(Topics.RULES, reasons())));
    }

    private Optional<RuleSpan.Version> upTo(RuleSets known, RuleTimeline timeline, int index) {
        for (int at = index; at >= 0; at--) {
            Optional<RuleSpan.Version> usable = usable(known, timeline.entries().get(at));
            if (usable.isPresent()) {
                return usable;
            }
        }
        return Optional.empty();
    }

    private Optional<RuleSpan.Version> after(RuleSets known, RuleTimeline timeline, int index) {
        for (int at = index + 1; at < timeline.entries().size(); at++) {
            Optional<RuleSpan.Version> usable = usable(known, timeline.entries().get(at));
            if (usable.isPresent()) {
                return usable;
            }
        }
        return Optional.empty();
    }

    private Optional<RuleSpan.Version> usable(RuleSets known, Entry entry) {
        Optional<RuleSet> ruleSet = compiled.get(known, entry);
        return ruleSet.map(loaded -> new RuleSpan.Version(entry.version(), loaded));
    }

    private String reasons() {
        return String.join(
                "\n", refused().stream().map(RefusedRuleSet::reason).distinct().toList());
    }

    /** The newest sets are compiled before any event is theirs, and not while one waits. */
    private void prepare() {
        RuleSets known = sets;
        if (known == null || known.live().entries().isEmpty()) {
            return;
        }
        try {
            newest(known.live()).ifPresent(entry -> compiled.get(known, entry));
            newest(known.shadow()).ifPresent(entry -> compiled.get(known, entry));
            statuses.turn();
        } catch (RuntimeException unusable) {
            // Whoever needs the set is told; here only the turns must go on.
            LOG.debug("cannot prepare rule sets", unusable);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "saker-rules-preparation");
        thread.setDaemon(true);
        return thread;
    }

    private static Optional<Entry> newest(RuleTimeline timeline) {
        List<Entry> entries = timeline.entries();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** Waiting for a first set would look like watching. */
    private void requireOne() {
        if (sets.live().entries().isEmpty()) {
            throw new RulesUnknownException(
                    "topic "
                            + Topics.RULES
                            + " holds no rule set: give it one with 'saker rules push FILE...'");
        }
        at(Long.MAX_VALUE);
    }

    /** What one task has of it. */
    private final class Use implements RulesInForce {
        private final int task;
        private boolean closed;

        Use(int task, int tasks) {
            this.task = task;
            statuses.add(task, tasks);
        }

        @Override
        public boolean isFresh() {
            return SharedRules.this.isFresh();
        }

        @Override
        public void awaitFresh() throws InterruptedException {
            SharedRules.this.awaitFresh();
        }

        @Override
        public RuleSpan at(long nanos) {
            return SharedRules.this.at(nanos);
        }

        @Override
        public List<RefusedRuleSet> refused() {
            return SharedRules.this.refused();
        }

        @Override
        public long newestVersion() {
            return SharedRules.this.newestVersion();
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            statuses.remove(task);
            release();
        }
    }

    /** What a task behind the match has of it. */
    private final class Versions implements RuleVersions {
        private boolean closed;

        @Override
        public Optional<RuleSet> version(long number) throws InterruptedException {
            RuleSets known = sets;
            if (known == null || known.version(number).isEmpty()) {
                // Who told the number has read further than this process.
                awaitFresh();
                known = sets;
            }
            RuleSets now = known;
            return now.version(number)
                    .flatMap(
                            version ->
                                    compiled.get(
                                            now,
                                            new Entry(
                                                    RuleTimeline.ALWAYS,
                                                    number,
                                                    version.head().sha256())));
        }

        @Override
        public OptionalLong newest(boolean shadow) throws InterruptedException {
            if (sets == null) {
                awaitFresh();
            }
            RuleSets now = sets;
            RuleTimeline timeline = shadow ? now.shadow() : now.live();
            return upTo(now, timeline, timeline.entries().size() - 1)
                    .map(version -> OptionalLong.of(version.number()))
                    .orElseGet(OptionalLong::empty);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release();
            }
        }
    }
}
