// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishPositionTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** What makes reading from the end right. */
    @Test
    void eventSchema_ends_withNumbersOnly() {
        List<Schema.Field> fields = Schemas.SYSCALL_EVENT.getFields();
        List<Schema.Field> last = fields.subList(fields.size() - 3, fields.size());

        assertThat(last).extracting(Schema.Field::name).containsExactly("tie", "run", "pub_seq");
        assertThat(last)
                .extracting(field -> field.schema().getType())
                .containsExactly(Schema.Type.INT, Schema.Type.LONG, Schema.Type.LONG);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void position_readFromTheEnd_isWhatAvroReads(long seed) {
        GenericRecord event = new RandomRecords(seed).record(Schemas.SYSCALL_EVENT);
        byte[] bytes = AvroBytes.write(event);

        PublishPosition position = new PublishPosition().read(bytes, 0, bytes.length);

        assertThat(position.run()).isEqualTo(event.get("run"));
        assertThat(position.sequence()).isEqualTo(event.get("pub_seq"));
    }

    @Test
    void record_thatEndsInsideANumber_isMalformed() {
        for (byte[] bytes : new byte[][] {{}, {2}, {2, (byte) 0x80}, new byte[0]}) {
            assertThatThrownBy(() -> new PublishPosition().read(bytes, 0, bytes.length))
                    .isInstanceOf(MalformedEventException.class);
        }
    }
}
