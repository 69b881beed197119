// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.check.Operand;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.field.PrintFormat;
import java.util.List;
import java.util.Set;

/** Turns operands into sources of values over one set of registers. */
final class ValueSources implements Operand.Visitor<ValueSource> {
    /** Fields that are put together rather than read off the record. */
    private static final Set<String> ASSEMBLED =
            Set.of(
                    "evt.args",
                    "evt.info",
                    "evt.arg",
                    "proc.args",
                    "proc.cmdline",
                    "proc.pcmdline",
                    "proc.exeline",
                    "proc.acmdline",
                    "proc.aargs",
                    "proc.env",
                    "thread.cap_permitted",
                    "thread.cap_effective",
                    "thread.cap_inheritable",
                    "thread.cgroups");

    private static final int NUMBER_COST = 1;
    private static final int TEXT_COST = 3;
    private static final int ASSEMBLED_COST = 12;

    private final EventRegisters registers;

    ValueSources(EventRegisters registers) {
        this.registers = registers;
    }

    ValueSource of(Operand operand) {
        return operand.accept(this);
    }

    @Override
    public ValueSource visitField(Operand.Field operand) {
        return new FieldSource(
                registers.slot(operand.ref()), operand.ref(), fieldCost(operand.ref()));
    }

    @Override
    public ValueSource visitConstant(Operand.Constant operand) {
        Value value = new Value();
        value.setBytes(operand.text().array());
        return new ConstantSource(value);
    }

    @Override
    public ValueSource visitListOf(Operand.ListOf operand) {
        return new ListSource(
                operand.items().stream().map(this::asText).toArray(ValueSource[]::new));
    }

    @Override
    public ValueSource visitTransform(Operand.Transform operand) {
        List<Operand> operands = operand.arguments();
        ValueSource first = of(operands.get(0));
        return switch (operand.transformer()) {
            case TOLOWER -> new TransformedText(first, TransformedText.Change.LOWER);
            case TOUPPER -> new TransformedText(first, TransformedText.Change.UPPER);
            case BASENAME -> new TransformedText(first, TransformedText.Change.BASENAME);
            case B64 -> new TransformedText(first, TransformedText.Change.DECODE_BASE64);
            case LEN -> new Length(first, operands.get(0).type().kind() == FieldType.Kind.TEXT);
            case JOIN -> new JoinedText(asText(operands.get(0)), of(operands.get(1)));
            case CONCAT ->
                    new ConcatenatedText(
                            operands.stream().map(this::asText).toArray(ValueSource[]::new));
            case GETOPT -> new CommandOptions(first, of(operands.get(1)), operand.option());
        };
    }

    /** The operand's value as text: numbers and addresses as outputs print them. */
    private ValueSource asText(Operand operand) {
        ValueSource source = of(operand);
        boolean isText = operand.type().kind() == FieldType.Kind.TEXT;
        return isText ? source : new PrintedText(source, operand.type(), format(operand));
    }

    private static PrintFormat format(Operand operand) {
        return operand instanceof Operand.Field field
                ? field.ref().field().format()
                : PrintFormat.DECIMAL;
    }

    private static int fieldCost(FieldRef ref) {
        if (ASSEMBLED.contains(ref.field().name())) {
            return ASSEMBLED_COST;
        }
        return switch (ref.type().kind()) {
            case NUMBER, REAL, BOOL -> NUMBER_COST;
            case TEXT, BYTES, IP, NET, OPAQUE -> TEXT_COST;
        };
    }

    /** A field of the event. */
    private record FieldSource(int slot, FieldRef ref, int cost) implements ValueSource {
        @Override
        public Value read(EventRegisters event) {
            return event.value(slot);
        }

        @Override
        public FieldRef unknownField(EventRegisters event) {
            return ref;
        }
    }

    /** A literal argument. */
    private record ConstantSource(Value value) implements ValueSource {
        @Override
        public Value read(EventRegisters event) {
            return value;
        }

        @Override
        public FieldRef unknownField(EventRegisters event) {
            throw new IllegalStateException("constant " + value + " is unknown");
        }

        @Override
        public int cost() {
            return 0;
        }
    }
}
