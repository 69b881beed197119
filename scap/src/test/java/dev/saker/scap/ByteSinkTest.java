// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSinkTest {
    private final ByteSink sink = new ByteSink(1);

    @ParameterizedTest
    @ValueSource(longs = {0, 7, -7, 10, 8, 64, 1_000_000_007, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void numbers_readAsJavaWritesThem(long value) {
        sink.appendDecimal(value);
        sink.append((byte) ' ');
        sink.appendHex(value);
        sink.append((byte) ' ');
        sink.appendUpperHex(value);
        sink.append((byte) ' ');
        sink.appendOctal(value);

        assertThat(sink).hasToString(String.format("%d %x %X %o", value, value, value, value));
    }

    @Test
    void padding_fillsWithZeros() {
        sink.appendPadded(42, 9);
        sink.appendPadded(123, 2);

        assertThat(sink).hasToString("000000042123");
    }

    @Test
    void truncatedSink_forgetsTheEnd() {
        sink.append("abc");
        sink.truncate(1);
        sink.append("d");

        assertThat(sink).hasToString("ad");
        assertThat(sink.clear()).hasToString("");
    }
}
