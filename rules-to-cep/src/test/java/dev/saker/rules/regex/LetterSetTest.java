// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterSetTest {
    private static final int LETTERS = 40;

    private static LetterSet of(BitSet bits) {
        LetterSet set = LetterSet.NONE;
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
            assertThat(joined.or(rest)).isEqualTo(LetterSet.ALL);
            assertRangesDoNotTouch(joined);
        }
        assertThat(LetterSet.ALL.complement()).isEqualTo(LetterSet.NONE);
    }

    private static void assertRangesDoNotTouch(LetterSet set) {
        int[] bounds = set.bounds();
        for (int i = 2; i < bounds.length; i += 2) {
            assertThat(bounds[i]).isGreaterThan(bounds[i - 1] + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"97, 65", "122, 90", "107, 8490", "115, 383", "65, 97", "90, 122", "83, 383"})
    void folding_addsTheOtherCase(int letter, int folded) {
        LetterSet set = LetterSet.range(letter, letter).fold();

        assertThat(set.has(letter)).isTrue();
        assertThat(set.has(folded)).isTrue();
        assertThat(set.has('1')).isFalse();
        assertThat(set.has(letter + 1)).isFalse();
    }

    @Test
    void folding_isKnownForAscii() {
        assertThat(LetterSet.NONE.canFold()).isTrue();
        assertThat(LetterSet.range(0, 0x7F).canFold()).isTrue();
        assertThat(LetterSet.range(0, 0x80).canFold()).isFalse();
        assertThat(LetterSet.range('@', '[').fold().has('`')).isFalse();
        assertThat(LetterSet.range('[', '`').fold()).isEqualTo(LetterSet.range('[', '`'));
        assertThat(LetterSet.range('0', '9').fold()).isEqualTo(LetterSet.DIGITS);
    }

    @Test
    void namedSets_areWhatTheyAreCalled() {
        String spaces = "\t\n\f\r ";
        for (char letter = 0; letter < 0x100; letter++) {
            String one = String.valueOf(letter);
            assertThat(LetterSet.WORDS.has(letter)).isEqualTo(one.matches("[0-9A-Za-z_]"));
            assertThat(LetterSet.DIGITS.has(letter)).isEqualTo(one.matches("[0-9]"));
            assertThat(LetterSet.SPACES.has(letter)).isEqualTo(spaces.contains(one));
            assertThat(LetterSet.NEWLINE.has(letter)).isEqualTo(letter == '\n');
        }
    }
}
