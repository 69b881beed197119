// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterSetTest {
    private static final int LETTERS = 40;
    private static final LetterSet NONE = LetterSet.union(List.of());
    private static final LetterSet ALL = LetterSet.range(0, LetterSet.LAST);

    private static LetterSet of(BitSet bits) {
        LetterSet set = NONE;
        for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
            set = set.or(LetterSet.range(i, i));
        }
        return set;
    }

    private static BitSet bits(Random random) {
        BitSet bits = new BitSet();
        for (int ranges = random.nextInt(5); ranges > 0; ranges--) {
            int first = random.nextInt(LETTERS);
            bits.set(first, first + 1 + random.nextInt(6));
        }
        return bits;
    }

    @Test
    void sets_joinAndTurnAsSetsOfBitsDo() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            BitSet one = bits(random);
            BitSet other = bits(random);
            BitSet both = (BitSet) one.clone();
            both.or(other);
            LetterSet joined = of(one).or(of(other));
            LetterSet rest = joined.complement();
            for (int letter = 0; letter < LETTERS + 10; letter++) {
                assertThat(joined.has(letter)).as("seed " + seed).isEqualTo(both.get(letter));
                assertThat(rest.has(letter)).as("seed " + seed).isEqualTo(!both.get(letter));
            }
            assertThat(rest.has(LetterSet.LAST)).isTrue();
            assertThat(rest.complement()).isEqualTo(joined).hasSameHashCodeAs(joined);
            assertThat(joined.or(rest)).isEqualTo(ALL);
            assertRangesDoNotTouch(joined);
        }
        assertThat(ALL.complement()).isEqualTo(NONE);
    }

    private static void assertRangesDoNotTouch(LetterSet set) {
        int[] bounds = set.bounds();
        for (int i = 2; i < bounds.length; i += 2) {
            assertThat(bounds[i]).isGreaterThan(bounds[i - 1] + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alnum, Alnum", "alpha, Alpha", "ascii, ASCII", "blank, Blank", "cntrl, Cntrl",
        "digit, Digit", "graph, Graph", "lower, Lower", "print, Print", "punct, Punct",
        "space, Space", "upper, Upper", "xdigit, XDigit"
    })
    void namedSet_isWhatJavaCallsSo(String name, String inJava) {
        Pattern pattern = Pattern.compile("\\p{" + inJava + "}");
        LetterSet set = LetterSet.named(name);
        for (int letter = 0; letter < 0x100; letter++) {
            boolean member = pattern.matcher(Character.toString(letter)).matches();
            assertThat(set.has(letter)).as("%s has %d", name, letter).isEqualTo(member);
        }
    }

    @Test
    void words_areLettersDigitsAndTheUnderscore() {
        for (int letter = 0; letter < 0x100; letter++) {
            boolean member = Character.toString(letter).matches("[0-9A-Za-z_]");
            assertThat(LetterSet.named("word").has(letter)).isEqualTo(member);
        }
        assertThat(LetterSet.named("words")).isNull();
    }
}
