// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.schemas.Slice;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Many literals at once: which of them a text begins with, ends with or holds somewhere, in one
 * walk over the text (Aho–Corasick). Nodes lie in arrays and their children in lists sorted by
 * letter, so that a hundred thousand literals take some dozens of bytes each. Immutable once
 * linked.
 */
final class LiteralTrie {
    private static final int ROOT = 0;
    private static final int NONE = -1;
    private static final int[] NOTHING = {};

    // By node.
    private int[] firstChild = new int[16];
    private int[] nextSibling = new int[16];
    private byte[] letter = new byte[16];
    private int[][] postings = new int[16][];
    private int[] failure;
    private int[] nextWithPostings;
    private int size = 1;
    private final int[] fromRoot = new int[256];
    private boolean linked;

    LiteralTrie() {
        firstChild[ROOT] = NONE;
        postings[ROOT] = NOTHING;
        Arrays.fill(fromRoot, NONE);
    }

    boolean isEmpty() {
        return size == 1 && postings[ROOT].length == 0;
    }

    /** Adds a literal, to be read backwards for suffixes. */
    void add(byte[] literal, boolean backwards, int posting) {
        int node = ROOT;
        for (int i = 0; i < literal.length; i++) {
            node = childOrNew(node, literal[backwards ? literal.length - 1 - i : i]);
        }
        int[] known = postings[node];
        postings[node] = Arrays.copyOf(known, known.length + 1);
        postings[node][known.length] = posting;
    }

    private int childOrNew(int node, byte next) {
        int known = child(node, next);
        if (known != NONE) {
            return known;
        }
        if (size == letter.length) {
            grow();
        }
        int added = size++;
        letter[added] = next;
        firstChild[added] = NONE;
        postings[added] = NOTHING;
        if (node == ROOT) {
            fromRoot[next & 0xff] = added;
        } else {
            nextSibling[added] = firstChild[node];
            firstChild[node] = added;
        }
        return added;
    }

    private void grow() {
        int capacity = size * 2;
        firstChild = Arrays.copyOf(firstChild, capacity);
        nextSibling = Arrays.copyOf(nextSibling, capacity);
        letter = Arrays.copyOf(letter, capacity);
        postings = Arrays.copyOf(postings, capacity);
    }

    private int child(int node, byte next) {
        if (node == ROOT) {
            return fromRoot[next & 0xff];
        }
        int child = firstChild[node];
        while (child != NONE && letter[child] != next) {
            child = nextSibling[child];
        }
        return child;
    }

    /** To be called when all literals are there, before {@link #parts}. */
    void link() {
        failure = new int[size];
        nextWithPostings = new int[size];
        nextWithPostings[ROOT] = NONE;
        Deque<Integer> queue = new ArrayDeque<>();
        for (int child : fromRoot) {
            if (child != NONE) {
                nextWithPostings[child] = NONE;
                queue.add(child);
            }
        }
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int child = firstChild[node]; child != NONE; child = nextSibling[child]) {
                int fallback = step(failure[node], letter[child]);
                failure[child] = fallback;
                boolean has = postings[fallback].length > 0 && fallback != ROOT;
                nextWithPostings[child] = has ? fallback : nextWithPostings[fallback];
                queue.add(child);
            }
        }
        linked = true;
    }

    private int step(int from, byte next) {
        int node = from;
        while (true) {
            int child = child(node, next);
            if (child != NONE) {
                return child;
            }
            if (node == ROOT) {
                return ROOT;
            }
            node = failure[node];
        }
    }

    /** Tells of the literals that the text begins with, or, backwards, ends with. */
    void ends(Slice text, boolean backwards, LeafOutcomes into) {
        byte[] array = text.array();
        int at = backwards ? text.offset() + text.length() - 1 : text.offset();
        int direction = backwards ? -1 : 1;
        int node = ROOT;
        into.hits(postings[ROOT]);
        for (int left = text.length(); left > 0; left--) {
            node = child(node, array[at]);
            if (node == NONE) {
                return;
            }
            into.hits(postings[node]);
            at += direction;
        }
    }

    /** Tells of the literals that the text holds; of one that it holds twice perhaps twice. */
    void parts(Slice text, boolean lowerCase, LeafOutcomes into) {
        if (!linked) {
            throw new IllegalStateException("trie is not linked");
        }
        into.hits(postings[ROOT]);
        byte[] array = text.array();
        int end = text.offset() + text.length();
        int node = ROOT;
        for (int at = text.offset(); at < end; at++) {
            node = step(node, lowerCase ? ByteText.lower(array[at]) : array[at]);
            if (node != ROOT) {
                hitsAt(node, into);
            }
        }
    }

    private void hitsAt(int node, LeafOutcomes into) {
        into.hits(postings[node]);
        int shorter = nextWithPostings[node];
        while (shorter != NONE) {
            into.hits(postings[shorter]);
            shorter = nextWithPostings[shorter];
        }
    }
}
