// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which system calls of one event type the kernel sends: those that meet any of a few terms. Small
 * and bounded, since it is evaluated at the end of a call; what does not fit is widened.
 *
 * @param terms none passes nothing
 */
public record KernelFilter(List<KernelTerm> terms) {
    public static final int MOST_TERMS = 4;

    public static final KernelFilter ALL = new KernelFilter(List.of(KernelTerm.ALL));
    public static final KernelFilter NONE = new KernelFilter(List.of());

    /** Calls that succeeded. */
    public static final KernelFilter SUCCEEDED = of(KernelTerm.of(Outcome.SUCCEEDED));

    public KernelFilter {
        terms = List.copyOf(terms);
        if (terms.size() > MOST_TERMS) {
            throw new IllegalArgumentException("at most 4 terms, not " + terms.size());
        }
    }

    static KernelFilter of(KernelTerm term) {
        return new KernelFilter(List.of(term));
    }

    public boolean isAll() {
        return terms.contains(KernelTerm.ALL);
    }

    public KernelFilter or(KernelFilter other) {
        List<KernelTerm> all = new ArrayList<>(terms);
        all.addAll(other.terms);
        return simplified(all);
    }

    KernelFilter and(KernelFilter other) {
        List<KernelTerm> all = new ArrayList<>();
        for (KernelTerm one : terms) {
            for (KernelTerm two : other.terms) {
                one.and(two).ifPresent(all::add);
            }
        }
        return simplified(all);
    }

    /** Without the tests of names: what a program's memory says may have been changed meanwhile. */
    public KernelFilter withoutNames() {
        return simplified(
                terms.stream()
                        .map(
                                term ->
                                        new KernelTerm(
                                                term.outcome(), term.openFlags(), Optional.empty()))
                        .toList());
    }

    private static KernelFilter simplified(List<KernelTerm> all) {
        List<KernelTerm> kept = new ArrayList<>();
        for (KernelTerm term : all) {
            add(kept, term);
        }
        while (kept.size() > MOST_TERMS) {
            KernelTerm last = kept.remove(kept.size() - 1);
            KernelTerm before = kept.remove(kept.size() - 1);
            add(kept, last.wider(before));
        }
        return new KernelFilter(kept);
    }

    private static void add(List<KernelTerm> kept, KernelTerm term) {
        if (kept.stream().anyMatch(known -> known.includes(term))) {
            return;
        }
        kept.removeIf(term::includes);
        for (KernelTerm known : kept) {
            Optional<KernelTerm> one = known.merged(term);
            if (one.isPresent()) {
                kept.remove(known);
                add(kept, one.get());
                return;
            }
        }
        kept.add(term);
    }

    /** Decides as the kernel does. */
    public boolean passes(KernelFacts call) {
        return terms.stream().anyMatch(term -> term.passes(call));
    }

    @Override
    public String toString() {
        return terms.isEmpty()
                ? "never"
                : terms.stream().map(KernelTerm::toString).collect(Collectors.joining(", or "));
    }
}
