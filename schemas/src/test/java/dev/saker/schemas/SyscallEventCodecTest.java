// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyscallEventCodecTest {
    private static final int SIZE_LIMIT =
            400; // of a record without heavy fields: design, decision 3

    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final SyscallEventReader reader = new SyscallEventReader();

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void writer_randomEvent_avroReadsTheSame(long seed) throws Exception {
        GenericEvent event = new GenericEvent(RandomEvents.event(seed));
        List<Method> questions = SourceAnswers.questions();

        writer.write(event, -1);

        GenericRecord read = AvroBytes.read(Schemas.SYSCALL_EVENT, writer.copyBytes());
        assertThat(SourceAnswers.ask(new GenericEvent(read), questions))
                .isEqualTo(SourceAnswers.ask(event, questions));
    }

    @Test
    void writer_namesThatRepeat_travelOnce() {
        GenericRecord event = typicalOpenat();

        writer.write(new GenericEvent(event), -1);

        assertThat(AvroBytes.read(Schemas.SYSCALL_EVENT, writer.copyBytes())).isEqualTo(event);
    }

    @Test
    void writer_leadersThatLookAlike_travelOnce() {
        GenericRecord event = typicalOpenat();
        Schema leaders = Schemas.SYSCALL_EVENT.getField("leaders").schema().getTypes().get(1);
        GenericRecord leader = leader(leaders, "sshd");
        GenericRecord all = new GenericData.Record(leaders);
        all.put("session", leader);
        all.put("process_group", leader(leaders, "sshd"));
        all.put("virtual_process_group", leader(leaders, "sshd"));
        event.put("leaders", all);

        writer.write(new GenericEvent(event), -1);

        GenericRecord read = AvroBytes.read(Schemas.SYSCALL_EVENT, writer.copyBytes());
        GenericRecord readLeaders = (GenericRecord) read.get("leaders");
        assertThat(readLeaders.get("session")).isEqualTo(leader);
        assertThat(readLeaders.get("process_group")).isEqualTo(-1);
        assertThat(readLeaders.get("virtual_process_group")).isEqualTo(-1);
    }

    @Test
    void reader_leaderThatRefersToItself_isMalformed() {
        GenericRecord event = typicalOpenat();
        ((GenericRecord) event.get("leaders")).put("session", -1);
        byte[] bytes = AvroBytes.write(event);
        reader.wrap(bytes, 0, bytes.length);

        assertThatThrownBy(() -> reader.leaderName(Leader.SESSION, new Slice()))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("leader refers to leader -1");
    }

    private static GenericRecord leader(Schema leaders, String name) {
        GenericRecord leader =
                new GenericData.Record(leaders.getField("session").schema().getTypes().get(2));
        for (Schema.Field field : leader.getSchema().getFields()) {
            leader.put(field.name(), ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
        }
        return leader;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reader_writtenByUs_answersTheSame(long seed) throws Exception {
        GenericEvent event = new GenericEvent(RandomEvents.event(seed));
        writer.write(event, -1);

        reader.wrap(writer.array(), 0, writer.length());

        assertSameAnswers(event, seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reader_writtenByAvro_answersTheSame(long seed) throws Exception {
        GenericRecord event = RandomEvents.event(seed);
        byte[] bytes = AvroBytes.write(event);

        reader.wrap(bytes, 0, bytes.length);

        assertSameAnswers(new GenericEvent(event), seed);
    }

    @Test
    void writer_narrowProjection_leavesGroupsOutAndSaysSo() {
        GenericRecord event = typicalOpenat();

        writer.write(new GenericEvent(event), FieldGroup.LEADERS.bit());

        reader.wrap(writer.array(), 0, writer.length());
        assertThat(reader.projection()).isEqualTo(FieldGroup.LEADERS.bit());
        assertThat(reader.hasLeaders()).isTrue();
        assertThat(reader.hasAncestorDetails(0)).isFalse();
    }

    @Test
    void writer_framed_carriesTheSchemaId() {
        writer.writeFramed(0x01020304, new GenericEvent(typicalOpenat()), FieldGroup.DEFAULT);

        assertThat(WireFormat.schemaId(writer.copyBytes())).isEqualTo(0x01020304);
        int body = WireFormat.HEADER_LENGTH;
        reader.wrap(writer.array(), body, writer.length() - body);
        reader.validate();
        assertThat(reader.type()).isEqualTo(309);
    }

    @Test
    void writer_typicalOpenat_fitsTheSizeWePromise() {
        writer.write(new GenericEvent(typicalOpenat()), FieldGroup.DEFAULT);

        System.out.println("typical openat event: " + writer.length() + " bytes");
        assertThat(writer.length()).isLessThanOrEqualTo(SIZE_LIMIT);
    }

    @Test
    void readerAndWriter_warmedUp_allocateNothing() {
        byte[] bytes = AvroBytes.write(typicalOpenat());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        copyMany(bytes);
        long before = threads.getCurrentThreadAllocatedBytes();

        copyMany(bytes);

        // The bean itself may take a few bytes; one object per event would be hundreds of
        // thousands.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
    }

    @Test
    void reader_trailingBytes_areRefusedByValidate() {
        byte[] bytes = AvroBytes.write(typicalOpenat());
        reader.wrap(Arrays.copyOf(bytes, bytes.length + 1), 0, bytes.length + 1);

        assertThatThrownBy(reader::validate)
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining("1 bytes after the record")
                .hasMessageContaining("offset " + bytes.length);
    }

    @Test
    void reader_askedAgainAfterDamage_saysTheSame() {
        byte[] bytes = AvroBytes.write(typicalOpenat());
        reader.wrap(bytes, 0, 60);

        assertThatThrownBy(reader::pubSeq).isInstanceOf(MalformedEventException.class);
        assertThatThrownBy(reader::pubSeq).isInstanceOf(MalformedEventException.class);
        assertThat(reader.type()).isEqualTo(309);
    }

    private void assertSameAnswers(SyscallEventSource expected, long seed)
            throws ReflectiveOperationException {
        List<Method> questions = SourceAnswers.questions();
        Collections.shuffle(questions, new Random(seed));

        assertThat(SourceAnswers.ask(reader, questions))
                .isEqualTo(SourceAnswers.ask(expected, questions));
        reader.validate();
    }

    private void copyMany(byte[] bytes) {
        for (int i = 0; i < 20_000; i++) {
            reader.wrap(bytes, 0, bytes.length);
            writer.write(reader, -1);
        }
    }

    static GenericRecord typicalOpenat() {
        try (InputStream in =
                SyscallEventCodecTest.class.getResourceAsStream("/typical-openat.json")) {
            return new GenericDatumReader<GenericRecord>(Schemas.SYSCALL_EVENT)
                    .read(null, DecoderFactory.get().jsonDecoder(Schemas.SYSCALL_EVENT, in));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
