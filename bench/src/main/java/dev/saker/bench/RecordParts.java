// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import dev.saker.scap.EventTable;
import dev.saker.schemas.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Where the bytes of records are that descend from this process: by type of event, and by field of
 * the schema.
 */
final class RecordParts implements EventTopic.Visitor {
    private static final int MAX_RECORD = 1 << 20;
    private static final int PARTS_OF_EVERY = 10; // taking a record apart is slow

    private final GenericDatumReader<GenericRecord> reader =
            new GenericDatumReader<>(Schemas.SYSCALL_EVENT);
    private final Map<String, Histogram> byType = new TreeMap<>();
    private final Map<String, Long> byField = new TreeMap<>();
    private final long self = ProcessHandle.current().pid();
    private final Histogram light = new Histogram(MAX_RECORD, 3);
    private final Histogram all = new Histogram(MAX_RECORD, 3);
    private long seen;
    private long takenApart;

    @Override
    public void event(byte[] framed, int offset, int length) {
        try {
            GenericRecord event =
                    reader.read(
                            null, DecoderFactory.get().binaryDecoder(framed, offset, length, null));
            if (!isOfWork(event)) {
                return;
            }
            String name = EventTable.get().event((Integer) event.get("type")).name();
            byType.computeIfAbsent(name, none -> new Histogram(MAX_RECORD, 3)).recordValue(length);
            all.recordValue(length);
            light.recordValue(length - parentDetails(event));
            if (seen++ % PARTS_OF_EVERY == 0) {
                takenApart++;
                add("", event);
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private boolean isOfWork(GenericRecord event) {
        for (Object ancestor : (List<?>) event.get("ancestors")) {
            if ((Long) ((GenericRecord) ancestor).get("pid") == self) {
                return true;
            }
        }
        return false;
    }

    private void add(String path, GenericRecord record) throws IOException {
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (field.name().equals("ancestors") && !((List<?>) value).isEmpty()) {
                GenericRecord parent = (GenericRecord) ((List<?>) value).get(0);
                add("ancestors.parent.", parent);
                byField.merge("ancestors.count", (long) ((List<?>) value).size(), Long::sum);
            }
            if (value instanceof GenericRecord below) {
                add(path + field.name() + ".", below);
            } else {
                byField.merge(path + field.name(), length(field.schema(), value), Long::sum);
            }
        }
    }

    /** The heavy part that travels without anybody asking. */
    private static long parentDetails(GenericRecord event) throws IOException {
        GenericRecord parent = (GenericRecord) ((List<?>) event.get("ancestors")).get(0);
        Object details = parent.get("details");
        return details == null ? 0 : length(((GenericRecord) details).getSchema(), details);
    }

    private static void print(String what, Histogram lengths, PrintStream out) {
        out.printf(
                "  bytes of one, median %,14d, mean %.0f%s%n",
                lengths.getValueAtPercentile(50), lengths.getMean(), what);
    }

    private static long length(Schema schema, Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(value, encoder);
        encoder.flush();
        return bytes.size();
    }

    void print(PrintStream out) {
        out.printf("events of the work     %,14d%n", all.getTotalCount());
        print("", all, out);
        print(" without parent's exe, path and arguments", light, out);
        out.printf("%-30s %10s %10s %10s%n", "event", "count", "median", "p90");
        byType.entrySet().stream()
                .sorted(
                        (one, other) ->
                                Long.compare(
                                        other.getValue().getTotalCount(),
                                        one.getValue().getTotalCount()))
                .forEach(
                        type ->
                                out.printf(
                                        "%-30s %,10d %,10d %,10d%n",
                                        type.getKey(),
                                        type.getValue().getTotalCount(),
                                        type.getValue().getValueAtPercentile(50),
                                        type.getValue().getValueAtPercentile(90)));
        out.printf("%-30s %10s%n", "field", "mean bytes");
        byField.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(
                        field ->
                                out.printf(
                                        "%-30s %10.1f%n",
                                        field.getKey(), (double) field.getValue() / takenApart));
    }
}
