// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.Value;
import dev.saker.schemas.Slice;

/**
 * All leaves on one operand. For a value it finds those whose outcome is not the usual one, without
 * looking at the others: by hash for whole values, by tries for their beginnings, ends and parts.
 * Immutable.
 */
final class OperandIndex {
    private final int slot;
    private final int[] ordinals;

    /** Of a value, exactly: postings by text and by number. */
    private final ByteSliceSet texts;

    private final int[][] textPostings;
    private final NumberPostings numbers;
    private final LiteralTrie prefixes;
    private final LiteralTrie suffixes;
    private final LiteralTrie parts;
    private final LiteralTrie lowerParts;

    /** Those that no literal stands for: asked each time. */
    private final int[] asked;

    /** Those that are asked about paths with odd slashes. */
    private final int[] pathLists;

    /** Those that are asked about lists. */
    private final int[] askedOfLists;

    OperandIndex(OperandIndexBuilder from) {
        slot = from.slot();
        ordinals = from.ordinals();
        texts = from.texts();
        textPostings = from.textPostings();
        numbers = from.numbers();
        prefixes = from.prefixes();
        suffixes = from.suffixes();
        parts = from.parts();
        lowerParts = from.lowerParts();
        asked = from.asked();
        pathLists = from.pathLists();
        askedOfLists = from.askedOfLists();
    }

    int slot() {
        return slot;
    }

    /** Adds the unusual outcomes for a value. */
    void find(Value value, LeafOutcomes into) {
        into.about(value);
        switch (value.kind()) {
            case NULL -> setAll(Plan.FALSE, into);
            case UNKNOWN -> setAll(Plan.UNKNOWN, into);
            case BYTES -> {
                findText(value.bytes(), into);
                ask(asked, into);
            }
            case NUMBER -> {
                into.hits(numbers.get(value.number()));
                ask(asked, into);
            }
            case REAL, BOOL -> ask(asked, into);
            case LIST -> findList(value, into);
        }
    }

    private void setAll(int outcome, LeafOutcomes into) {
        for (int ordinal : ordinals) {
            into.set(ordinal, outcome);
        }
    }

    private static void ask(int[] ordinals, LeafOutcomes into) {
        for (int ordinal : ordinals) {
            into.ask(ordinal);
        }
    }

    private void findText(Slice text, LeafOutcomes into) {
        int index = texts.indexOf(text.array(), text.offset(), text.length());
        if (index >= 0) {
            into.hits(textPostings[index]);
        }
        prefixes.ends(text, false, into);
        if (!suffixes.isEmpty()) {
            suffixes.ends(text, true, into);
        }
        if (!parts.isEmpty()) {
            parts.parts(text, false, into);
        }
        if (!lowerParts.isEmpty()) {
            lowerParts.parts(text, true, into);
        }
        if (pathLists.length > 0 && hasOddSlashes(text)) {
            ask(pathLists, into);
        }
    }

    /** Whether a path is not written the way in which prefixes are kept. */
    private static boolean hasOddSlashes(Slice path) {
        if (path.length() == 0 || path.at(0) != '/') {
            return true;
        }
        for (int i = 1; i < path.length(); i++) {
            if (path.at(i) == '/' && path.at(i - 1) == '/') {
                return true;
            }
        }
        return false;
    }

    /** An operator holds for a list if it does for one element; others are asked themselves. */
    private void findList(Value list, LeafOutcomes into) {
        ask(askedOfLists, into);
        boolean unknown = false;
        for (int i = 0; i < list.size(); i++) {
            Value element = list.element(i);
            switch (element.kind()) {
                case BYTES -> findText(element.bytes(), into);
                case NUMBER -> into.hits(numbers.get(element.number()));
                case UNKNOWN -> unknown = true;
                default -> {}
            }
        }
        if (unknown) {
            for (int ordinal : ordinals) {
                if (!into.isSet(ordinal)) {
                    into.set(ordinal, Plan.UNKNOWN);
                }
            }
        }
    }
}
