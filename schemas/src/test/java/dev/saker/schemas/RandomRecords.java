// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Makes values of any schema. The same seed makes the same value. */
final class RandomRecords {
    private static final int MAX_ITEMS = 5;

    private final SplittableRandom random;

    RandomRecords(long seed) {
        random = new SplittableRandom(seed);
    }

    GenericRecord record(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema()));
        }
        return record;
    }

    private Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case ARRAY -> array(schema);
            case ENUM -> enumSymbol(schema);
            case INT -> (int) number();
            case LONG -> number();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case BYTES -> ByteBuffer.wrap(bytes());
            case STRING -> text();
            case NULL -> null;
            default -> throw new IllegalArgumentException("no values of " + schema);
        };
    }

    private Object array(Schema schema) {
        List<Object> items = new ArrayList<>();
        int count = random.nextInt(MAX_ITEMS + 1);
        for (int item = 0; item < count; item++) {
            items.add(value(schema.getElementType()));
        }
        return new GenericData.Array<>(schema, items);
    }

    private Object enumSymbol(Schema schema) {
        List<String> symbols = schema.getEnumSymbols();
        return new GenericData.EnumSymbol(schema, symbols.get(random.nextInt(symbols.size())));
    }

    /** Of all magnitudes, so that every length of a varint occurs. */
    private long number() {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private byte[] bytes() {
        // Now and then longer than 64 and 8192, where a block's size takes another byte.
        int[] limits = {4, 40, 200, 9000};
        int limit = limits[Math.min(3, random.nextInt(40) / 13)];
        byte[] bytes = new byte[random.nextInt(limit)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    private String text() {
        return random.ints(random.nextInt(20), 32, 0x2000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
