// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.EventView;
import dev.saker.scap.ByteSink;
import java.util.Arrays;

/**
 * What rules say of processes: for those that came last, the leaves with unusual outcomes and the
 * rules that are possible by event type. Processes that are alike in what rules ask for share one
 * context. Where events bring a number for it, that finds it; else the thread and the bytes of its
 * last event do. Each place holds what last came by it. One thread's own.
 */
final class ContextCache {
    private static final int PLACES = 1 << 11;

    /** More than contexts: processes that are alike have numbers of their own. */
    private static final int NUMBERS = 1 << 13;

    /** A context of more bytes is found out anew for each event. */
    private static final int LONGEST_KEY = 1 << 14;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private final Context[] contexts = new Context[PLACES];
    private final ByteSink key = new ByteSink();
    private final int types;
    private final Keys keys;

    // By a context's number.
    private final long[] numbers = new long[NUMBERS];
    private final Context[] byNumber = new Context[NUMBERS];
    private final int[] uses = new int[NUMBERS];

    /** By thread, where contexts have no number. */
    private final Last[] byThread = new Last[PLACES];

    /** Tells contexts apart. */
    interface Keys {
        /**
         * Appends bytes that are equal for two events only if all is that rules ask of their
         * contexts.
         */
        void append(EventView event, ByteSink into);
    }

    /** The last context of a thread, as its event wrote it. */
    private static final class Last {
        private byte[] bytes = {};
        private int length = -1;
        private Context context;
        private int use;
    }

    /** One process at one time. */
    static final class Context {
        private byte[] key = {};
        private int keyLength = -1;
        private final long[][] possible;
        private int[] unusual = new int[8];
        private int unusualCount = -1;

        /** Counts the contexts that this has stood for. */
        private int use;

        private Context(int types) {
            possible = new long[types][];
        }

        /** By type, as numbered by the matcher; null where it was not yet asked. */
        long[][] possible() {
            return possible;
        }

        /** Goes back to the outcomes that were saved; false if none were. */
        boolean load(LeafOutcomes outcomes) {
            if (unusualCount >= 0) {
                outcomes.load(unusual, unusualCount);
            }
            return unusualCount >= 0;
        }

        void save(LeafOutcomes outcomes) {
            unusualCount = outcomes.count();
            if (unusual.length < unusualCount) {
                unusual = new int[2 * unusualCount];
            }
            for (int i = 0; i < unusualCount; i++) {
                unusual[i] = outcomes.unusual(i);
            }
        }

        private boolean is(ByteSink wanted) {
            return keyLength == wanted.length()
                    && Arrays.equals(key, 0, keyLength, wanted.array(), 0, keyLength);
        }
    }

    /**
     * @param types how many event types rules are for
     */
    ContextCache(int types, Keys keys) {
        this.types = types;
        this.keys = keys;
    }

    /** The context of an event: a known one, or one about which nothing is known yet. */
    Context of(EventView event) {
        long number = event.contextNumber();
        return number == 0 ? ofThread(event) : ofNumber(event, number);
    }

    private Context ofNumber(EventView event, long number) {
        int place = (int) (number * MIX >>> 40) & NUMBERS - 1;
        Context known = byNumber[place];
        if (numbers[place] == number && known.use == uses[place]) {
            return known;
        }
        Context context = find(event);
        numbers[place] = number;
        byNumber[place] = context;
        uses[place] = context.use;
        return context;
    }

    private Context ofThread(EventView event) {
        int place = (int) (event.contextHint() * MIX >>> 32) & PLACES - 1;
        Last last = byThread[place];
        if (last == null) {
            last = new Last();
            byThread[place] = last;
        } else if (last.length >= 0
                && last.use == last.context.use
                && event.hasContext(last.bytes, last.length)) {
            return last.context;
        }
        last.context = find(event);
        last.use = last.context.use;
        keep(event, last);
        return last.context;
    }

    private void keep(EventView event, Last last) {
        key.clear();
        event.appendContext(key);
        last.length = -1;
        if (key.length() <= LONGEST_KEY) {
            last.bytes = copy(last.bytes);
            last.length = key.length();
        }
    }

    private Context find(EventView event) {
        key.clear();
        keys.append(event, key);
        Context context = at(DescriptorCache.hash(key.array(), 0, key.length(), 0) & PLACES - 1);
        if (!context.is(key)) {
            forget(context);
            keepIfShort(context);
        }
        return context;
    }

    private Context at(int place) {
        if (contexts[place] == null) {
            contexts[place] = new Context(types);
        }
        return contexts[place];
    }

    private static void forget(Context context) {
        context.use++;
        context.keyLength = -1;
        context.unusualCount = -1;
        Arrays.fill(context.possible, null);
    }

    private void keepIfShort(Context context) {
        if (key.length() > LONGEST_KEY) {
            return;
        }
        context.key = copy(context.key);
        context.keyLength = key.length();
    }

    /** The key at hand, in this memory if there is enough of it. */
    private byte[] copy(byte[] memory) {
        byte[] enough =
                memory.length < key.length() ? new byte[key.length() + key.length() / 4] : memory;
        System.arraycopy(key.array(), 0, enough, 0, key.length());
        return enough;
    }
}
