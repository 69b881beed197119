// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Operand;
import dev.saker.rules.event.ContextPart;
import dev.saker.rules.event.DescriptorPart;
import dev.saker.rules.event.FieldDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The leaves of a rule set by operand, whichever rule and event type they are of. Immutable; one
 * for all threads.
 */
final class RuleIndex {
    /** Ordinal of a leaf that is in no index: only its rule asks it. */
    static final int NOT_INDEXED = -1;

    private final Leaf[] leaves;
    private final byte[] usual;
    private final Map<Leaf, Integer> ordinals = new HashMap<>();
    private final FieldDomain[] domains;
    private final int[] contextParts;
    private final int[] descriptorParts;
    private final OperandIndex[] bySlot;

    /**
     * @param leaves all of the rule set
     * @param operands by slot
     */
    RuleIndex(List<Leaf> leaves, List<Operand> operands) {
        this.leaves = leaves.toArray(Leaf[]::new);
        usual = new byte[this.leaves.length];
        domains = operands.stream().map(RuleIndex::domain).toArray(FieldDomain[]::new);
        contextParts = operands.stream().mapToInt(RuleIndex::contextParts).toArray();
        descriptorParts = operands.stream().mapToInt(RuleIndex::descriptorParts).toArray();
        OperandIndexBuilder[] builders = new OperandIndexBuilder[domains.length];
        Arrays.setAll(builders, OperandIndexBuilder::new);
        for (int ordinal = 0; ordinal < this.leaves.length; ordinal++) {
            Leaf leaf = this.leaves[ordinal];
            boolean indexable = leaf.form() != Leaf.Form.PAIR && domains[leaf.slot()] != null;
            if (indexable && builders[leaf.slot()].add(leaf, ordinal)) {
                ordinals.put(leaf, ordinal);
                usual[ordinal] = OperandIndexBuilder.usual(leaf);
            }
        }
        bySlot =
                Arrays.stream(builders)
                        .map(OperandIndexBuilder::build)
                        .toArray(OperandIndex[]::new);
    }

    /** The part of the event that an operand is read from; null if there are several. */
    private static FieldDomain domain(Operand operand) {
        if (operand instanceof Operand.Field field) {
            return FieldDomain.of(field.ref());
        }
        FieldDomain all = null;
        for (Operand part : parts(operand)) {
            if (part instanceof Operand.Constant) {
                continue;
            }
            FieldDomain one = domain(part);
            all = all == null ? one : both(all, one);
            if (all == null) {
                return null;
            }
        }
        return all;
    }

    /** What stands for the descriptor stands for its kind too. */
    private static FieldDomain both(FieldDomain one, FieldDomain other) {
        if (one == other) {
            return one;
        }
        boolean descriptor =
                one == FieldDomain.KIND && other == FieldDomain.DESCRIPTOR
                        || one == FieldDomain.DESCRIPTOR && other == FieldDomain.KIND;
        return descriptor ? FieldDomain.DESCRIPTOR : null;
    }

    /** Bits of the parts of a context that an operand is read from. */
    private static int contextParts(Operand operand) {
        if (operand instanceof Operand.Field field) {
            return ContextPart.of(field.ref());
        }
        return parts(operand).stream()
                .mapToInt(RuleIndex::contextParts)
                .reduce(0, (one, other) -> one | other);
    }

    /** Whether an operand is read from what differs between processes that are alike else. */
    boolean readsContextParts(int slot) {
        return contextParts[slot] != 0;
    }

    private static List<Operand> parts(Operand operand) {
        return operand instanceof Operand.Transform transform
                ? transform.arguments()
                : operand instanceof Operand.ListOf list ? list.items() : List.of();
    }

    private static int descriptorParts(Operand operand) {
        int parts = operand instanceof Operand.Field field ? DescriptorPart.of(field.ref()) : 0;
        for (Operand part : parts(operand)) {
            parts |= descriptorParts(part);
        }
        return parts;
    }

    /** What keeps a thread's outcomes of leaves. */
    LeafOutcomes outcomes() {
        return new LeafOutcomes(leaves, usual);
    }

    int ordinal(Leaf leaf) {
        return ordinals.getOrDefault(leaf, NOT_INDEXED);
    }

    FieldDomain domain(Leaf leaf) {
        return domain(leaf.slot());
    }

    /** The part of the event that an operand is read from; null if there are several. */
    FieldDomain domain(int slot) {
        return domains[slot];
    }

    byte usual(int ordinal) {
        return usual[ordinal];
    }

    /** The operand that a leaf reads. */
    int slot(int ordinal) {
        return leaves[ordinal].slot();
    }

    /** The parts of a descriptor that an operand reads, bits of {@link DescriptorPart}. */
    int descriptorParts(int slot) {
        return descriptorParts[slot];
    }

    OperandIndex operand(int slot) {
        return bySlot[slot];
    }
}
