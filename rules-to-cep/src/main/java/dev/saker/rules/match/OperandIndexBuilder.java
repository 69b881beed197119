// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.ByteString;
import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sorts the leaves on one operand into hashes and tries. */
final class OperandIndexBuilder {
    /** So many leaves without a literal are asked for every value; more are not indexed. */
    private static final int MOST_ASKED = 32;

    private static final int[] NOTHING = {};

    private final int slot;
    private final IntStream.Builder ordinals = IntStream.builder();
    private final Map<ByteString, int[]> texts = new LinkedHashMap<>();
    private final Map<Long, int[]> numbers = new LinkedHashMap<>();
    private final LiteralTrie prefixes = new LiteralTrie();
    private final LiteralTrie suffixes = new LiteralTrie();
    private final LiteralTrie parts = new LiteralTrie();
    private final LiteralTrie lowerParts = new LiteralTrie();
    private int[] asked = NOTHING;
    private int[] pathLists = NOTHING;
    private int[] askedOfLists = NOTHING;

    OperandIndexBuilder(int slot) {
        this.slot = slot;
    }

    /** What comes out for a value that is there and that no rule knows. */
    static byte usual(Leaf leaf) {
        return switch (leaf.form()) {
            case DIFFERENT, NUMBER_DIFFERENT, EXISTS -> Plan.TRUE;
            default -> Plan.FALSE;
        };
    }

    /** Takes in a leaf on the operand; false if there is no room for its kind. */
    boolean add(Leaf leaf, int ordinal) {
        if (LateAddresses.isIn(leaf.condition())) {
            return false; // whoever asks waits
        }
        boolean found =
                leaf.condition() instanceof Condition.Compare compare
                        ? addCompare(leaf, compare, ordinal)
                        : leaf.condition() instanceof Condition.CompareList list
                                ? addList(list, ordinal)
                                : leaf.condition() instanceof Condition.CompareEach each
                                        && addEach(each, ordinal);
        boolean exists = leaf.form() == Leaf.Form.EXISTS;
        if (!found && !exists && asked.length == MOST_ASKED) {
            return false;
        }
        if (!found && !exists) {
            asked = plus(asked, ordinal);
        }
        boolean ofEvery = leaf.plurality() == Plurality.EVERY;
        if (!found || ofEvery || usual(leaf) == Plan.TRUE) {
            askedOfLists = plus(askedOfLists, ordinal);
        }
        ordinals.add(ordinal);
        return true;
    }

    private boolean addCompare(Leaf leaf, Condition.Compare check, int ordinal) {
        return switch (leaf.form()) {
            case NUMBER_EQUAL, NUMBER_DIFFERENT -> {
                numbers.merge(leaf.number(), posting(ordinal, false), OperandIndexBuilder::join);
                yield true;
            }
            case BOOL, EXISTS, PAIR -> false;
            default -> addLiteral(check.operator(), check.right(), ordinal);
        };
    }

    private boolean addList(Condition.CompareList check, int ordinal) {
        if (check.operator() == Operator.PMATCH) {
            check.right().forEach(path -> addPath(text(path), ordinal));
            pathLists = plus(pathLists, ordinal);
            return true;
        }
        List<Literal> items = check.right();
        if (items.stream().allMatch(OperandIndexBuilder::isText)) {
            return items.stream().allMatch(item -> addLiteral(Operator.EQ, item, ordinal));
        }
        if (items.stream().allMatch(Literal.Number.class::isInstance)) {
            for (Literal item : items) {
                long number = ((Literal.Number) item).value();
                numbers.merge(number, posting(ordinal, false), OperandIndexBuilder::join);
            }
            return true;
        }
        return false;
    }

    private boolean addEach(Condition.CompareEach check, int ordinal) {
        return isPlain(check)
                && check.right().stream()
                        .allMatch(literal -> addLiteral(check.operator(), literal, ordinal));
    }

    /** Whether each literal stands for itself: not for patterns, in which there may be none. */
    private static boolean isPlain(Condition.CompareEach check) {
        return check.modifier() == Modifier.ANYOF
                && switch (check.operator()) {
                    case EQ, STARTSWITH, ENDSWITH, CONTAINS, ICONTAINS, BSTARTSWITH, BCONTAINS ->
                            true;
                    default -> false;
                };
    }

    private static boolean isText(Literal literal) {
        return literal instanceof Literal.Text || literal instanceof Literal.Ip;
    }

    private static byte[] text(Literal literal) {
        return literal instanceof Literal.Ip ip
                ? ip.address().array()
                : ((Literal.Text) literal).bytes().array();
    }

    private boolean addLiteral(Operator operator, Literal literal, int ordinal) {
        if (!isText(literal)) {
            return false;
        }
        byte[] bytes = text(literal);
        int exact = LeafOutcomes.posting(ordinal, false);
        switch (operator) {
            case EQ, NE ->
                    texts.merge(
                            ByteString.of(bytes),
                            posting(ordinal, false),
                            OperandIndexBuilder::join);
            case STARTSWITH, BSTARTSWITH -> prefixes.add(bytes, false, exact);
            case ENDSWITH -> suffixes.add(bytes, true, exact);
            case CONTAINS, BCONTAINS -> parts.add(bytes, false, exact);
            case ICONTAINS -> lowerParts.add(lower(bytes), false, exact);
            case GLOB -> {
                return addNecessary(parts, NecessaryLiteral.ofGlob(bytes), ordinal);
            }
            case IGLOB -> {
                return addNecessary(lowerParts, lower(NecessaryLiteral.ofGlob(bytes)), ordinal);
            }
            case REGEX -> {
                String regex = new String(bytes, StandardCharsets.UTF_8);
                return addNecessary(parts, NecessaryLiteral.ofRegex(regex), ordinal);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean addNecessary(LiteralTrie trie, byte[] literal, int ordinal) {
        if (literal.length > 0) {
            trie.add(literal, false, LeafOutcomes.posting(ordinal, true));
        }
        return literal.length > 0;
    }

    /** The whole components at the beginning, one slash before each. */
    private void addPath(byte[] path, int ordinal) {
        StringBuilder prefix = new StringBuilder();
        for (String name : new String(path, StandardCharsets.ISO_8859_1).split("/")) {
            if (Glob.isPattern(name.getBytes(StandardCharsets.ISO_8859_1))) {
                break;
            }
            if (!name.isEmpty()) {
                prefix.append('/').append(name);
            }
        }
        String literal = prefix.length() == 0 ? "/" : prefix.toString();
        byte[] bytes = literal.getBytes(StandardCharsets.ISO_8859_1);
        prefixes.add(bytes, false, LeafOutcomes.posting(ordinal, true));
    }

    private static byte[] lower(byte[] bytes) {
        byte[] lower = bytes.clone();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = ByteText.lower(lower[i]);
        }
        return lower;
    }

    private static int[] posting(int ordinal, boolean ask) {
        return new int[] {LeafOutcomes.posting(ordinal, ask)};
    }

    private static int[] plus(int[] list, int item) {
        return join(list, new int[] {item});
    }

    private static int[] join(int[] one, int[] other) {
        int[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    OperandIndex build() {
        parts.link();
        lowerParts.link();
        return new OperandIndex(this);
    }

    int slot() {
        return slot;
    }

    int[] ordinals() {
        return ordinals.build().toArray();
    }

    ByteSliceSet texts() {
        return new ByteSliceSet(texts.keySet().stream().map(ByteString::array).toList());
    }

    int[][] textPostings() {
        return texts.values().toArray(int[][]::new);
    }

    NumberPostings numbers() {
        return new NumberPostings(numbers);
    }

    LiteralTrie prefixes() {
        return prefixes;
    }

    LiteralTrie suffixes() {
        return suffixes;
    }

    LiteralTrie parts() {
        return parts;
    }

    LiteralTrie lowerParts() {
        return lowerParts;
    }

    int[] asked() {
        return asked;
    }

    int[] pathLists() {
        return pathLists;
    }

    int[] askedOfLists() {
        return askedOfLists;
    }
}
