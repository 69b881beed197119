// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import java.util.List;
import java.util.Optional;

/** {@link Alert} to and from its Avro body. */
public final class AlertCodec {
    private static final int TYPICAL_SIZE = 1024;

    // Branches of an output field's value.
    private static final int NULL = 0;
    private static final int BOOL = 1;
    private static final int WHOLE = 2;
    private static final int REAL = 3;
    private static final int TEXT = 4;
    private static final int TEXTS = 5;
    private static final int BRANCHES = 6;

    private AlertCodec() {}

    public static byte[] encode(Alert alert) {
        AvroOutput out = new AvroOutput(TYPICAL_SIZE);
        ValueWriter values = new ValueWriter(out);
        out.putString(alert.alertId());
        out.putString(alert.rule());
        out.putLong(alert.priority());
        out.putString(alert.source());
        out.putLong(alert.time());
        out.putString(alert.node());
        out.putString(alert.message());
        AvroLists.put(out, alert.tags(), out::putString);
        AvroLists.put(
                out,
                alert.fields(),
                field -> {
                    out.putString(field.name());
                    field.value().accept(values);
                });
        AvroLists.put(out, alert.eventIds(), out::putString);
        out.putLong(alert.rulesetVersion());
        out.putLong(alert.correlation().isPresent() ? 1 : 0);
        alert.correlation().ifPresent(found -> put(out, found));
        return out.copyBytes();
    }

    private static void put(AvroOutput out, AlertCorrelation found) {
        out.putString(found.type());
        out.putString(found.key());
        out.putLong(found.firstTime());
        out.putLong(found.lastTime());
        out.putLong(found.count());
        AvroLists.put(
                out,
                found.steps(),
                step -> {
                    out.putString(step.step());
                    out.putString(step.eventId());
                });
    }

    public static Alert decode(byte[] array, int offset, int length) {
        AvroInput in = new AvroInput().wrap(array, offset, length);
        Alert alert =
                new Alert(
                        in.readString(),
                        in.readString(),
                        in.readBranch(8),
                        in.readString(),
                        in.readLong(),
                        in.readString(),
                        in.readString(),
                        AvroLists.read(in, in::readString),
                        AvroLists.read(in, () -> new OutputField(in.readString(), readValue(in))),
                        AvroLists.read(in, in::readString),
                        in.readLong(),
                        in.readBranch(2) == 0 ? Optional.empty() : Optional.of(readFound(in)));
        in.expectEnd();
        return alert;
    }

    private static AlertCorrelation readFound(AvroInput in) {
        return new AlertCorrelation(
                in.readString(),
                in.readString(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                AvroLists.read(
                        in, () -> new AlertCorrelation.Step(in.readString(), in.readString())));
    }

    private static OutputValue readValue(AvroInput in) {
        return switch (in.readBranch(BRANCHES)) {
            case BOOL -> OutputValue.of(in.readBoolean());
            case WHOLE -> OutputValue.of(in.readLong());
            case REAL -> OutputValue.of(in.readDouble());
            case TEXT -> OutputValue.of(in.readString());
            case TEXTS -> OutputValue.of(AvroLists.read(in, in::readString));
            default -> OutputValue.NULL;
        };
    }

    private record ValueWriter(AvroOutput out) implements OutputValue.Visitor<Void> {
        @Override
        public Void visitNull() {
            out.putLong(NULL);
            return null;
        }

        @Override
        public Void visitBool(boolean value) {
            out.putLong(BOOL);
            out.putBoolean(value);
            return null;
        }

        @Override
        public Void visitWhole(long value) {
            out.putLong(WHOLE);
            out.putLong(value);
            return null;
        }

        @Override
        public Void visitUnsigned(long value) {
            return visitText(Long.toUnsignedString(value));
        }

        @Override
        public Void visitReal(double value) {
            out.putLong(REAL);
            out.putDouble(value);
            return null;
        }

        @Override
        public Void visitText(String value) {
            out.putLong(TEXT);
            out.putString(value);
            return null;
        }

        @Override
        public Void visitTexts(List<String> values) {
            out.putLong(TEXTS);
            AvroLists.put(out, values, out::putString);
            return null;
        }
    }
}
