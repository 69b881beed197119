// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.output;

import dev.saker.rules.check.Operand;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.event.ValueText;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.field.PrintFormat;
import dev.saker.rules.match.Expression;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills in a rule's output for an event. A value that is not there prints as {@code <NA>}. Not
 * thread-safe.
 */
final class OutputRenderer implements OutputFormat.Visitor<OutputRenderer.Piece> {
    private static final String NOT_AVAILABLE = "<NA>";
    private static final Set<String> OWN_WHEN_PRINTED = Set.of("proc.apid", "proc.aenv");

    /** Falco prints so many bytes of a buffer; of a longer one, one less. */
    private static final int LONGEST_BUFFER = 1022;

    private final List<Piece> pieces;
    private final Map<String, Bound> fields = new LinkedHashMap<>();
    private final Map<String, List<Piece>> extraTexts = new LinkedHashMap<>();

    /** A token, ready for an event. */
    @FunctionalInterface
    interface Piece {
        String text(EventView event);
    }

    /** A field of the output, ready to be read. */
    private record Bound(FieldRef ref, Expression expression) {
        static Bound of(FieldRef ref) {
            return new Bound(ref, printed(ref));
        }
    }

    OutputRenderer(OutputFormat format) {
        pieces = new ArrayList<>();
        format.tokens().forEach(token -> pieces.add(token.accept(this)));
        format.extraFields().forEach(this::add);
    }

    /**
     * What a field is when it is printed: of {@code proc.apid} and {@code proc.aenv} without an
     * index, which conditions take for those of all ancestors, the process's own, as in Falco.
     */
    static Expression printed(FieldRef ref) {
        boolean isOwn = OWN_WHEN_PRINTED.contains(ref.field().name()) && !ref.hasArgument();
        FieldRef own = isOwn ? new FieldRef(ref.field(), ref.name(), ref.type(), "0", 0) : ref;
        return new Expression(new Operand.Field(own));
    }

    private void add(OutputFormat.ExtraField extra) {
        if (extra.typed()) {
            put(extra.key(), ((OutputFormat.Field) extra.tokens().get(0)).ref());
            return;
        }
        // the fields inside it are not output fields of their own
        OutputRenderer inner = new OutputRenderer(new OutputFormat("", extra.tokens()));
        extraTexts.put(extra.key(), inner.pieces);
    }

    private void put(String key, FieldRef ref) {
        fields.computeIfAbsent(key, absent -> Bound.of(ref));
    }

    String message(EventView event) {
        StringBuilder message = new StringBuilder();
        pieces.forEach(piece -> message.append(piece.text(event)));
        return message.toString();
    }

    /** The fields that the output names, each once, in its order, and the extra ones. */
    List<OutputField> fields(EventView event) {
        List<OutputField> values = new ArrayList<>();
        fields.forEach(
                (key, field) -> {
                    if (!extraTexts.containsKey(key)) {
                        OutputValue value = value(field.ref(), field.expression(), event);
                        values.add(new OutputField(key, value));
                    }
                });
        extraTexts.forEach(
                (key, parts) -> {
                    StringBuilder text = new StringBuilder();
                    parts.forEach(part -> text.append(part.text(event)));
                    values.add(new OutputField(key, OutputValue.of(text.toString())));
                });
        return values;
    }

    @Override
    public Piece visitLiteral(OutputFormat.Literal token) {
        String text = token.text();
        return event -> text;
    }

    @Override
    public Piece visitField(OutputFormat.Field token) {
        put(token.key(), token.ref());
        Expression expression = printed(token.ref());
        int width = token.width();
        return event -> fit(text(token.ref(), expression.evaluate(event)), width);
    }

    @Override
    public Piece visitTransformed(OutputFormat.Transformed token) {
        token.fields().forEach(ref -> put(ref.name(), ref));
        Operand.Transform operand = token.operand();
        Expression expression = new Expression(operand);
        int width = token.width();
        return event -> fit(text(operand, expression.evaluate(event)), width);
    }

    private static String text(FieldRef ref, Value value) {
        if (isMissing(ref, value)) {
            return NOT_AVAILABLE;
        }
        ByteSink sink = new ByteSink(64);
        ValueText.append(ref, value, sink);
        if (ref.type() == FieldType.BYTES && sink.length() > LONGEST_BUFFER) {
            sink.truncate(LONGEST_BUFFER - 1);
        }
        return decode(sink);
    }

    private static String text(Operand.Transform operand, Value value) {
        if (value.kind() == Value.Kind.NULL || value.kind() == Value.Kind.UNKNOWN) {
            return NOT_AVAILABLE;
        }
        ByteSink sink = new ByteSink(64);
        ValueText.append(operand.type(), PrintFormat.DECIMAL, value, sink);
        return decode(sink);
    }

    private static String fit(String text, int width) {
        if (width == OutputFormat.NO_WIDTH || text.length() == width) {
            return text;
        }
        return text.length() > width
                ? text.substring(0, width)
                : text + " ".repeat(width - text.length());
    }

    /** What a field of an event is in JSON. */
    static OutputValue value(FieldRef ref, Expression expression, EventView event) {
        if (isTimeOfEvent(ref)) {
            return OutputValue.of(event.time());
        }
        Value value = expression.evaluate(event);
        if (isMissing(ref, value)) {
            return OutputValue.NULL;
        }
        return switch (value.kind()) {
            case NULL, UNKNOWN -> OutputValue.NULL;
            case BOOL -> OutputValue.of(value.bool());
            case REAL -> OutputValue.of(value.real());
            case NUMBER -> isNumberInJson(ref) ? number(ref, value.number()) : asText(ref, value);
            case BYTES -> asText(ref, value);
            case LIST -> ref.field().list() ? elements(ref, value) : asText(ref, value);
        };
    }

    /** Of no ancestor, or of such without the text, there is nothing; an empty list prints so. */
    private static boolean isMissing(FieldRef ref, Value value) {
        return switch (value.kind()) {
            case NULL, UNKNOWN -> true;
            case LIST -> !ref.field().list() && isEmpty(value);
            case NUMBER, REAL, BOOL, BYTES -> false;
        };
    }

    private static boolean isEmpty(Value list) {
        for (int i = 0; i < list.size(); i++) {
            Value element = list.element(i);
            if (element.kind() != Value.Kind.BYTES || element.bytes().length() > 0) {
                return false;
            }
        }
        return true;
    }

    /** However they are printed, these are nanoseconds in JSON. */
    private static boolean isTimeOfEvent(FieldRef ref) {
        String name = ref.name(); // of a step of a correlation the name begins with the step's
        return name.startsWith("evt.time")
                || name.startsWith("evt.datetime")
                || name.equals("evt.outputtime");
    }

    /** Numbers with a format of their own are texts. */
    private static boolean isNumberInJson(FieldRef ref) {
        PrintFormat format = ref.field().format();
        return format != PrintFormat.HEX && format != PrintFormat.OCTAL;
    }

    private static OutputValue number(FieldRef ref, long number) {
        return ref.type().signed() ? OutputValue.of(number) : OutputValue.ofUnsigned(number);
    }

    private static OutputValue asText(FieldRef ref, Value value) {
        return OutputValue.of(text(ref, value));
    }

    private static OutputValue elements(FieldRef ref, Value list) {
        if (list.size() == 0) {
            return OutputValue.NULL;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            texts.add(text(ref, list.element(i)));
        }
        return OutputValue.of(texts);
    }

    private static String decode(ByteSink sink) {
        return new String(sink.array(), 0, sink.length(), StandardCharsets.UTF_8);
    }
}
