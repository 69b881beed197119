// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintsTest {
    /** A number that ends neither at the array's end nor at the walk's. */
    private static final byte[] UNENDED = {(byte) 0x81, (byte) 0x82, (byte) 0x83};

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-1, 1",
        "63, 1",
        "-64, 1",
        "64, 2",
        "-65, 2",
        "8191, 2",
        "8192, 3",
        "1048575, 3",
        "1048576, 4",
        "-1048577, 4",
        "134217728, 5",
        "-17179869185, 6",
        "2199023255552, 7",
        "-281474976710657, 8",
        "36028797018963967, 8",
        "36028797018963968, 9",
        "2147483647, 5",
        "9223372036854775807, 10",
        "-9223372036854775808, 10"
    })
    void skipAndValue_ofANumber_tellItsEndAndWhatWasWritten(long number, int bytes) {
        AvroOutput out = new AvroOutput(32);
        out.putByte(1);
        out.putLong(number);
        out.putByte(1);

        int after = Varints.skip(out.array(), 1, out.length());

        assertThat(after).isEqualTo(1 + bytes);
        assertThat(Varints.value(out.array(), 1, after)).isEqualTo(number);
        assertThat(Varints.length(out.array(), 1)).isEqualTo(bytes);
        if (bytes <= Long.BYTES) {
            assertThat(Varints.shortValue(out.array(), 1, bytes)).isEqualTo(number);
        }
    }

    @Test
    void length_ofElevenBytes_isThatOfNoNumber() {
        byte[] array = new byte[16];
        Arrays.fill(array, (byte) 0x80);

        assertThat(Varints.length(array, 0)).isGreaterThan(Varints.LONGEST);
    }

    @Test
    void skip_ofWhatDoesNotEnd_isOdd() {
        assertThat(Varints.skip(UNENDED, 0, 3)).isEqualTo(Varints.ODD);
        assertThat(Varints.skip(new byte[] {(byte) 0x81, 1}, 0, 1)).isEqualTo(Varints.ODD);
        assertThat(Varints.skip(new byte[] {1}, 1, 1)).isEqualTo(Varints.ODD);
        assertThat(Varints.skip(new byte[] {1}, Varints.ODD, 1)).isEqualTo(Varints.ODD);
    }

    @Test
    void skipOfMany_fromWhereverToWherever_isOneAfterTheOther() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            byte[] array = numbers(random, 40);
            int start = random.nextInt(10);
            int end = array.length - random.nextInt(10);
            for (int count = 1; count <= 30; count++) {
                int expected = start;
                for (int i = 0; i < count; i++) {
                    expected = Varints.skip(array, expected, end);
                }
                assertThat(Varints.skip(array, start, end, count))
                        .as("seed %d, %d numbers from %d to %d", seed, count, start, end)
                        .isEqualTo(expected);
            }
        }
    }

    /** Of all lengths, so that some lie across the eight bytes that are looked at together. */
    private static byte[] numbers(Random random, int length) {
        byte[] array = new byte[length];
        int inARow = 1 + random.nextInt(9);
        for (int i = 0; i < length; i++) {
            boolean goesOn = random.nextInt(inARow) > 0;
            array[i] = (byte) (random.nextInt(128) | (goesOn ? 0x80 : 0));
        }
        return array;
    }

    @Test
    void skipOfMany_fromNoPosition_isOdd() {
        assertThat(Varints.skip(new byte[20], Varints.ODD, 20, 3)).isEqualTo(Varints.ODD);
    }

    @Test
    void skipOfMany_exactlyEightBytes_endsAtTheEnd() {
        assertThat(Varints.skip(new byte[8], 0, 8, 8)).isEqualTo(8);
        assertThat(Varints.skip(new byte[9], 0, 8, 9)).isEqualTo(Varints.ODD);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 8191, 8192, (1 << 20) - 1})
    void skipBytes_thatAreThere_endsBehindThem(int length) {
        byte[] array = withLength(length, length);

        assertThat(Varints.skipBytes(array, 0, array.length)).isEqualTo(array.length);
        assertThat(Varints.skipBytes(array, 0, array.length - 1)).isEqualTo(Varints.ODD);
    }

    @Test
    void skipBytes_ofALengthBeyondTheEnd_isOdd() {
        assertThat(Varints.skipBytes(withLength(5, 4), 0, 5)).isEqualTo(Varints.ODD);
        assertThat(Varints.skipBytes(withLength(-1, 4), 0, 5)).isEqualTo(Varints.ODD);
        assertThat(Varints.skipBytes(UNENDED, 0, 3)).isEqualTo(Varints.ODD);
        assertThat(Varints.skipBytes(UNENDED, Varints.ODD, 3)).isEqualTo(Varints.ODD);
    }

    @Test
    void skipBytes_ofAMebibyte_isLeftToTheOneWhoLooksCloser() {
        int length = 1 << 20;

        byte[] array = withLength(length, length);

        assertThat(Varints.skipBytes(array, 0, array.length)).isEqualTo(Varints.ODD);
    }

    private static byte[] withLength(int told, int bytes) {
        AvroOutput out = new AvroOutput(16);
        out.putLong(told);
        return Arrays.copyOf(out.array(), out.length() + bytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "2, 1", "1, -1", "4, -1", "-128, -1"})
    void branch_ofNullAndOneOther_isZeroOrOne(byte written, int branch) {
        assertThat(Varints.branch(new byte[] {7, written}, 1, 2)).isEqualTo(branch);
    }

    @Test
    void branch_outsideOfWhatThereIs_isOdd() {
        assertThat(Varints.branch(new byte[2], 1, 1)).isEqualTo(Varints.ODD);
        assertThat(Varints.branch(new byte[2], Varints.ODD, 2)).isEqualTo(Varints.ODD);
    }
}
