// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.EventView;
import dev.saker.scap.ByteSink;

/**
 * What rules say of processes: for each of the threads that came last, the leaves with unusual
 * outcomes and the rules that are possible by event type. Each place holds the last thread that
 * came by it. One thread's own.
 */
final class ContextCache {
    private static final int PLACES = 1 << 11;

    /** A context of more bytes is found out anew for each event. */
    private static final int LONGEST_KEY = 1 << 14;

    private final Context[] contexts = new Context[PLACES];
    private final ByteSink key = new ByteSink();
    private final int types;

    /** One process at one time. */
    static final class Context {
        private byte[] key = {};
        private int keyLength = -1;
        private final long[][] possible;
        private int[] unusual = new int[8];
        private int unusualCount = -1;

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
    }

    /**
     * @param types how many event types rules are for
     */
    ContextCache(int types) {
        this.types = types;
    }

    /** The context of an event: a known one, or one about which nothing is known yet. */
    Context of(EventView event) {
        long hint = event.contextHint() * 0x9e3779b97f4a7c15L;
        int place = (int) (hint >>> 32) & PLACES - 1;
        Context context = contexts[place];
        if (context == null) {
            context = new Context(types);
            contexts[place] = context;
        } else if (context.keyLength >= 0 && event.hasContext(context.key, context.keyLength)) {
            return context;
        }
        forget(context);
        key.clear();
        event.appendContext(key);
        if (key.length() <= LONGEST_KEY) {
            keep(context);
        }
        return context;
    }

    private static void forget(Context context) {
        context.keyLength = -1;
        context.unusualCount = -1;
        for (int i = 0; i < context.possible.length; i++) {
            context.possible[i] = null;
        }
    }

    private void keep(Context context) {
        if (context.key.length < key.length()) {
            context.key = new byte[key.length() + key.length() / 4];
        }
        System.arraycopy(key.array(), 0, context.key, 0, key.length());
        context.keyLength = key.length();
    }
}
