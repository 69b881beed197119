// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTrieTest {
    private static final int LITERALS = 60;
    private static final String LETTERS = "abAB\u00e9";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(longest + 1); left > 0; left--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Of few letters, so that some begin, end and hold others; some come twice. */
    private static List<String> literals(Random random) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < LITERALS; i++) {
            literals.add(text(random, 1 + i / 10));
        }
        return literals;
    }

    private static LiteralTrie trie(List<String> literals, boolean backwards) {
        LiteralTrie trie = new LiteralTrie();
        for (int i = 0; i < literals.size(); i++) {
            trie.add(bytes(literals.get(i)), backwards, LeafOutcomes.posting(i, false));
        }
        trie.link();
        return trie;
    }

    /** In the middle of an array: what lies around it is not part of it. */
    private static Slice slice(String text) {
        Slice slice = new Slice();
        slice.set(bytes("ab" + text + "ab"), 2, text.length());
        return slice;
    }

    private static void assertFound(
            String how, List<String> literals, LeafOutcomes found, List<Boolean> expected) {
        for (int i = 0; i < literals.size(); i++) {
            assertThat(found.outcome(i) == Plan.TRUE)
                    .as("%s, literal \"%s\"", how, literals.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void literals_areFoundWhereTheyAre(int seed) {
        Random random = new Random(seed);
        List<String> literals = literals(random);
        List<String> lower = literals.stream().map(LiteralTrieTest::lower).toList();
        LiteralTrie forwards = trie(literals, false);
        LiteralTrie backwards = trie(literals, true);
        LiteralTrie lowerCase = trie(lower, false);
        LeafOutcomes found = new LeafOutcomes(new Leaf[LITERALS], new byte[LITERALS]);
        for (int round = 0; round < 100; round++) {
            String text = text(random, 12);
            String how = "seed " + seed + ", text \"" + text + "\"";
            found.clear();
            forwards.ends(slice(text), false, found);
            assertFound(how, literals, found, literals.stream().map(text::startsWith).toList());
            found.clear();
            backwards.ends(slice(text), true, found);
            assertFound(how, literals, found, literals.stream().map(text::endsWith).toList());
            found.clear();
            forwards.parts(slice(text), false, found);
            assertFound(how, literals, found, literals.stream().map(text::contains).toList());
            found.clear();
            lowerCase.parts(slice(text), true, found);
            String lowerText = lower(text);
            assertFound(how, lower, found, lower.stream().map(lowerText::contains).toList());
        }
    }

    /** Of ASCII letters only, as the matcher does. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder();
        for (char letter : text.toCharArray()) {
            String one = String.valueOf(letter);
            lower.append(letter < 128 ? one.toLowerCase(Locale.ROOT) : one);
        }
        return lower.toString();
    }

    @Test
    void trie_isEmpty_untilThereIsALiteral() {
        LiteralTrie ofNothing = new LiteralTrie();
        LiteralTrie ofTheEmptyText = new LiteralTrie();
        LiteralTrie ofALetter = new LiteralTrie();
        ofTheEmptyText.add(bytes(""), false, 0);
        ofALetter.add(bytes("a"), false, 0);

        assertThat(ofNothing.isEmpty()).isTrue();
        assertThat(ofTheEmptyText.isEmpty()).isFalse();
        assertThat(ofALetter.isEmpty()).isFalse();
    }

    @Test
    void parts_ofATrieThatIsNotLinked_areRefused() {
        LeafOutcomes found = new LeafOutcomes(new Leaf[1], new byte[1]);

        assertThatThrownBy(() -> new LiteralTrie().parts(slice("a"), false, found))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("trie is not linked");
    }
}
