// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The two {@code struct plan} of maps.bpf.h, in the kernel's memory. The one that is not in force
 * is written, then put in force with one store, so that no call meets half of it.
 */
final class PlanMemory {
    static final int EVENT_CODES = 512;
    static final int SYSCALL_NUMBERS = 512;

    private static final int ENABLED = 0;
    private static final int FILTER = ENABLED + EVENT_CODES;
    private static final int GENERIC = FILTER + EVENT_CODES;
    private static final int FILTERS = GENERIC + SYSCALL_NUMBERS;
    private static final int MOST_FILTERS = 256;
    private static final int TERM_BYTES = 8;
    private static final int FILTER_BYTES = CallFilter.MOST_TERMS * TERM_BYTES;
    private static final int NAMES = FILTERS + MOST_FILTERS * FILTER_BYTES;
    private static final int MOST_PREFIXES = 512;
    private static final int PREFIX_BYTES = 2 * CallFilter.MOST_PREFIX_BYTES;
    private static final int BYTES = NAMES + MOST_PREFIXES * PREFIX_BYTES;

    private static final byte WANTED_NOT = 0;
    private static final byte WANTED_FOR_STATE = 1;
    private static final byte WANTED_WHOLE = 2;
    private static final int SUCCEEDED = 1;
    private static final int FAILED = 2;
    private static final byte NO_NAME = (byte) 255;

    /** A program that read which plan is in force has long ended by then. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ByteBuffer memory;
    private final Settings settings;
    private final CallNumbers calls;
    private int inForce;
    private long switched = System.nanoTime() - GRACE_NANOS;

    PlanMemory(ByteBuffer memory, Settings settings, CallNumbers calls) {
        this.memory = memory.order(ByteOrder.nativeOrder());
        this.settings = settings;
        this.calls = calls;
    }

    /**
     * Puts a plan in force for every call that ends from now on.
     *
     * @param generic numbers of the system calls without an event of their own that are wanted
     */
    void put(EventSelection selection, BitSet generic) {
        awaitGrace();
        int next = 1 - inForce;
        write(memory.slice(next * BYTES, BYTES).order(ByteOrder.nativeOrder()), selection, generic);
        BitSet asked = calls.asked(selection, generic);
        // In this order no call that either plan wants is turned away too early.
        settings.addAsked(asked);
        settings.planInForce(next);
        settings.asked(asked);
        inForce = next;
        switched = System.nanoTime();
    }

    private void awaitGrace() {
        long left = switched + GRACE_NANOS - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = switched + GRACE_NANOS - System.nanoTime();
        }
    }

    private static void write(ByteBuffer plan, EventSelection selection, BitSet generic) {
        Filters filters = new Filters(plan);
        for (int code = 0; code < EVENT_CODES; code++) {
            plan.put(ENABLED + code, wanted(selection, code));
            plan.put(FILTER + code, (byte) filters.number(selection.filters().get(code)));
        }
        for (int number = 0; number < SYSCALL_NUMBERS; number++) {
            plan.put(GENERIC + number, generic.get(number) ? WANTED_WHOLE : WANTED_NOT);
        }
    }

    private static byte wanted(EventSelection selection, int code) {
        if (selection.isWhole(code)) {
            return WANTED_WHOLE;
        }
        return selection.has(code) ? WANTED_FOR_STATE : WANTED_NOT;
    }

    /** Filters of one plan: those of several events that are alike are stored once. */
    private static final class Filters {
        private final ByteBuffer plan;
        private final Map<CallFilter, Integer> numbers = new HashMap<>();
        private int prefixes;

        Filters(ByteBuffer plan) {
            this.plan = plan;
        }

        /** 0 stands for none, which passes everything: also where there is no more room. */
        int number(CallFilter filter) {
            if (filter == null) {
                return 0;
            }
            return numbers.computeIfAbsent(filter, this::store);
        }

        private int store(CallFilter filter) {
            int names = filter.terms().stream().mapToInt(term -> distinct(term).size()).sum();
            int number = numbers.size() + 1;
            if (number >= MOST_FILTERS || prefixes + names > MOST_PREFIXES) {
                return 0;
            }
            for (int place = 0; place < CallFilter.MOST_TERMS; place++) {
                int at = FILTERS + number * FILTER_BYTES + place * TERM_BYTES;
                if (place < filter.terms().size()) {
                    store(filter.terms().get(place), at);
                } else {
                    plan.putLong(at, 0);
                }
            }
            return number;
        }

        private static Set<ByteBuffer> distinct(CallFilter.Term term) {
            return new LinkedHashSet<>(term.prefixes());
        }

        private void store(CallFilter.Term term, int at) {
            Set<ByteBuffer> names = distinct(term);
            plan.put(
                    at, (byte) ((term.succeeded() ? SUCCEEDED : 0) | (term.failed() ? FAILED : 0)));
            plan.put(at + 1, (byte) term.openFlags());
            plan.put(at + 2, (byte) term.flagsArgument());
            plan.put(at + 3, names.isEmpty() ? NO_NAME : (byte) term.nameArgument());
            plan.putShort(at + 4, (short) prefixes);
            plan.putShort(at + 6, (short) names.size());
            names.forEach(this::storePrefix);
        }

        private void storePrefix(ByteBuffer prefix) {
            int at = NAMES + prefixes * PREFIX_BYTES;
            int mask = at + CallFilter.MOST_PREFIX_BYTES;
            for (int i = 0; i < CallFilter.MOST_PREFIX_BYTES; i++) {
                boolean counts = i < prefix.remaining();
                plan.put(at + i, counts ? prefix.get(prefix.position() + i) : 0);
                plan.put(mask + i, (byte) (counts ? -1 : 0));
            }
            prefixes++;
        }
    }
}
