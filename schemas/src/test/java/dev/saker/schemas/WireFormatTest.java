// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WireFormatTest {
    @Test
    void frame_idAndBody_areConfluents() {
        byte[] framed = WireFormat.frame(0x12345678, new byte[] {9, 8});

        assertThat(framed).containsExactly(0, 0x12, 0x34, 0x56, 0x78, 9, 8);
        assertThat(WireFormat.schemaId(framed)).isEqualTo(0x12345678);
    }

    @Test
    void schemaId_tooShort_isMalformed() {
        assertThatThrownBy(() -> WireFormat.schemaId(new byte[4]))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("shorter than the header of 5");
    }

    @Test
    void schemaId_otherFirstByte_isMalformed() {
        assertThatThrownBy(() -> WireFormat.schemaId(new byte[] {'{', 0, 0, 0, 0, 0}))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("first byte 123, not 0");
    }
}
