// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold together for a system call to pass.
 *
 * @param outcome how the call must have ended
 * @param openFlags bits of {@link #READ} and {@link #WRITE} that an open must ask for; 0 for other
 *     calls
 * @param path what its name must begin with
 */
public record KernelTerm(Outcome outcome, int openFlags, Optional<PathTest> path) {
    /** An open that may read. */
    public static final int READ = 1;

    /** An open that may write. */
    public static final int WRITE = 2;

    /** Passes everything. */
    static final KernelTerm ALL = new KernelTerm(Outcome.ANY, 0, Optional.empty());

    public KernelTerm {
        Objects.requireNonNull(outcome, "outcome is null");
        Objects.requireNonNull(path, "path is null");
    }

    static KernelTerm of(Outcome outcome) {
        return new KernelTerm(outcome, 0, Optional.empty());
    }

    static KernelTerm of(PathTest path) {
        return new KernelTerm(Outcome.ANY, 0, Optional.of(path));
    }

    static KernelTerm opening(int flags) {
        return new KernelTerm(Outcome.ANY, flags, Optional.empty());
    }

    /** Both; empty if nothing can meet both. Of two tests of names one is enough. */
    Optional<KernelTerm> and(KernelTerm other) {
        Optional<PathTest> one =
                path.isEmpty() || other.path.filter(this::isNarrower).isPresent()
                        ? other.path
                        : path;
        return outcome.and(other.outcome)
                .map(both -> new KernelTerm(both, openFlags | other.openFlags, one));
    }

    private boolean isNarrower(PathTest candidate) {
        return path.get().includes(candidate);
    }

    /** Whether this passes whatever the other passes. */
    boolean includes(KernelTerm other) {
        boolean pathIncluded =
                path.isEmpty()
                        || other.path.filter(narrower -> path.get().includes(narrower)).isPresent();
        return outcome.includes(other.outcome)
                && (openFlags & ~other.openFlags) == 0
                && pathIncluded;
    }

    /** One term for two that differ in one thing alone; empty where that would pass more. */
    Optional<KernelTerm> merged(KernelTerm other) {
        if (openFlags != other.openFlags) {
            return Optional.empty();
        }
        if (path.equals(other.path)) {
            return Optional.of(new KernelTerm(outcome.or(other.outcome), openFlags, path));
        }
        if (outcome != other.outcome || path.isEmpty() || other.path.isEmpty()) {
            return Optional.empty();
        }
        return mergedPaths(path.get(), other.path.get())
                .map(paths -> new KernelTerm(outcome, openFlags, Optional.of(paths)));
    }

    private static Optional<PathTest> mergedPaths(PathTest one, PathTest other) {
        Set<String> all = new HashSet<>(one.prefixes());
        all.addAll(other.prefixes());
        boolean possible =
                one.register() == other.register() && all.size() <= PathTest.MOST_PREFIXES;
        return possible ? Optional.of(new PathTest(one.register(), all)) : Optional.empty();
    }

    /** What passes both and is told by outcome and flags alone. */
    KernelTerm wider(KernelTerm other) {
        return new KernelTerm(
                outcome.or(other.outcome), openFlags & other.openFlags, Optional.empty());
    }

    /** Decides as the kernel does. */
    boolean passes(KernelFacts call) {
        return outcome.allows(call.result())
                && (openFlags & ~call.openFlags()) == 0
                && (path.isEmpty() || path.get().passes(call.name(path.get().register())));
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (outcome != Outcome.ANY) {
            parts.add(outcome == Outcome.SUCCEEDED ? "the call succeeded" : "the call failed");
        }
        if ((openFlags & READ) != 0) {
            parts.add("opened for reading");
        }
        if ((openFlags & WRITE) != 0) {
            parts.add("opened for writing");
        }
        path.ifPresent(test -> parts.add(test.toString()));
        return parts.isEmpty() ? "always" : String.join(" and ", parts);
    }
}
