// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import dev.saker.probe.CallFilter;
import dev.saker.rules.plan.KernelFilter;
import dev.saker.rules.plan.KernelTerm;
import dev.saker.rules.plan.Outcome;
import dev.saker.scap.EventTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Filters of a plan in the form the kernel side takes them. */
final class CallFilters {
    private CallFilters() {}

    static CallFilter of(int code, KernelFilter filter) {
        // Of the two calls whose flags are looked at, open has them in front of openat's.
        int flags = EventTable.get().event(code).name().equals("open") ? 1 : 2;
        return new CallFilter(filter.terms().stream().map(term -> term(term, flags)).toList());
    }

    private static CallFilter.Term term(KernelTerm term, int flags) {
        List<ByteBuffer> prefixes =
                term.path().stream()
                        .flatMap(path -> path.prefixes().stream())
                        .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
                        .toList();
        return new CallFilter.Term(
                term.outcome() != Outcome.FAILED,
                term.outcome() != Outcome.SUCCEEDED,
                term.openFlags(),
                flags,
                term.path().map(path -> path.register()).orElse(0),
                prefixes);
    }
}
