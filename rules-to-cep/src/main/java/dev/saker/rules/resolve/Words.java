// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.resolve;

import java.util.BitSet;

/** Remembers words in little memory; of a word that was not added it may say that it was. */
final class Words {

    private static final int MASK = (1 << 24) - 1;

    private final BitSet hashes = new BitSet();

    void add(String word) {
        hashes.set(index(word));
    }

    boolean mayContain(String word) {
        return hashes.get(index(word));
    }

    private static int index(String word) {
        int hash = word.hashCode() * 0x9E3779B9;
        return (hash >>> 8) & MASK;
    }
}
