// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Avro writes, we read and write, Avro reads: nothing may have changed. */
class CodecsTest {
    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void marker_throughOurCodec_isTheSame(long seed) {
        assertUnchanged(
                Schemas.MARKER,
                seed,
                bytes -> MarkerCodec.encode(MarkerCodec.decode(bytes, 0, bytes.length)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void alert_throughOurCodec_isTheSame(long seed) {
        GenericRecord alert = new RandomRecords(seed).record(Schemas.ALERT);
        alert.put("priority", (int) (seed % 8));
        alert.put("tags", List.of("a", "b"));
        byte[] bytes = AvroBytes.write(alert);

        byte[] ours = AlertCodec.encode(AlertCodec.decode(bytes, 0, bytes.length));

        assertThat(AvroBytes.read(Schemas.ALERT, ours))
                .isEqualTo(AvroBytes.read(Schemas.ALERT, bytes));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ruleFiles_throughOurCodec_areTheSame(long seed) {
        assertUnchanged(
                Schemas.RULE_FILES,
                seed,
                bytes -> RuleSetCodec.encode(RuleSetCodec.decodeFiles(bytes, 0, bytes.length)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ruleSetHead_throughOurCodec_isTheSame(long seed) {
        assertUnchanged(
                Schemas.RULE_SET_HEAD,
                seed,
                bytes -> RuleSetCodec.encode(RuleSetCodec.decodeHead(bytes, 0, bytes.length)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ruleSetChunk_throughOurCodec_isTheSame(long seed) {
        assertUnchanged(
                Schemas.RULE_SET_CHUNK,
                seed,
                bytes -> RuleSetCodec.encode(RuleSetCodec.decodeChunk(bytes, 0, bytes.length)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ruleSetActivation_throughOurCodec_isTheSame(long seed) {
        assertUnchanged(
                Schemas.RULE_SET_ACTIVATION,
                seed,
                bytes ->
                        RuleSetCodec.encode(RuleSetCodec.decodeActivation(bytes, 0, bytes.length)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void taskStatus_throughOurCodec_isTheSame(long seed) {
        assertUnchanged(
                Schemas.TASK_STATUS,
                seed,
                bytes -> TaskStatusCodec.encode(TaskStatusCodec.decode(bytes, 0, bytes.length)));
    }

    @Test
    void markerKinds_comparedWithSchema_areTheSame() {
        assertThat(Schemas.MARKER.getField("kind").schema().getEnumSymbols())
                .containsExactly("START", "TICK", "STOP");
        assertThat(MarkerKind.values())
                .extracting(Enum::name)
                .containsExactly("START", "TICK", "STOP");
    }

    private static void assertUnchanged(
            Schema schema, long seed, Function<byte[], byte[]> throughOurs) {
        byte[] bytes = AvroBytes.write(new RandomRecords(seed).record(schema));

        assertThat(AvroBytes.read(schema, throughOurs.apply(bytes)))
                .isEqualTo(AvroBytes.read(schema, bytes));
    }
}
