// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.field.PrintFormat;
import dev.saker.scap.AddressText;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.Slice;
import java.util.Locale;

/** A value as outputs print it, and as transformers read it where they take text. */
public final class ValueText {
    private static final int NANO_DIGITS = 9;

    private ValueText() {}

    /**
     * Appends a value; nothing for one that is null or unknown. A list is {@code (a,b)}, except the
     * ancestors', which are printed side by side. Before the first that is not empty there is no
     * separator.
     */
    public static void append(FieldRef field, Value value, ByteSink out) {
        if (value.kind() == Value.Kind.LIST && !field.field().list()) {
            appendElements(field.type(), field.field().format(), value, ' ', out);
        } else {
            append(field.type(), field.field().format(), value, out);
        }
    }

    /** Appends a value of a type; nothing for one that is null or unknown. */
    public static void append(FieldType type, PrintFormat format, Value value, ByteSink out) {
        switch (value.kind()) {
            case NULL, UNKNOWN -> {}
            case NUMBER -> appendNumber(type, format, value.number(), out);
            case REAL -> out.append(String.format(Locale.ROOT, "%.1f", value.real()));
            case BOOL -> out.append(value.bool() ? "true" : "false");
            case BYTES -> appendBytes(type, value.bytes(), out);
            case LIST -> {
                out.append((byte) '(');
                appendElements(type, format, value, ',', out);
                out.append((byte) ')');
            }
        }
    }

    private static void appendElements(
            FieldType type, PrintFormat format, Value list, char separator, ByteSink out) {
        int start = out.length();
        for (int i = 0; i < list.size(); i++) {
            if (out.length() > start) {
                out.append((byte) separator);
            }
            append(type, format, list.element(i), out);
        }
    }

    private static void appendNumber(
            FieldType type, PrintFormat format, long number, ByteSink out) {
        switch (format) {
            case HEX -> out.append(Long.toHexString(bits(type, number)).toUpperCase(Locale.ROOT));
            case OCTAL -> out.append(Long.toOctalString(bits(type, number)));
            case PADDED -> out.appendPadded(number, NANO_DIGITS);
            case PLAIN, DECIMAL, ID -> appendDecimal(type, number, out);
        }
    }

    private static void appendDecimal(FieldType type, long number, ByteSink out) {
        if (type.signed() || number >= 0) {
            out.appendDecimal(number);
        } else {
            out.append(Long.toUnsignedString(number));
        }
    }

    /** A negative number of 32 bits has eight digits, not sixteen. */
    private static long bits(FieldType type, long number) {
        return switch (type) {
            case INT8, UINT8, FLAGS8, ENUMFLAGS8 -> number & 0xff;
            case INT16, UINT16, FLAGS16, ENUMFLAGS16, PORT -> number & 0xffff;
            case INT32, UINT32, FLAGS32, ENUMFLAGS32, MODE -> number & 0xffffffffL;
            default -> number;
        };
    }

    private static void appendBytes(FieldType type, Slice bytes, ByteSink out) {
        switch (type.kind()) {
            case IP, NET -> appendAddress(bytes, out);
            case BYTES -> appendPrintable(bytes, out);
            default -> Text.append(bytes, out);
        }
    }

    private static void appendAddress(Slice bytes, ByteSink out) {
        if (bytes.length() == 4 || bytes.length() == 16) {
            AddressText.appendAddress(bytes.array(), bytes.offset(), bytes.length(), out);
        }
    }

    private static void appendPrintable(Slice bytes, ByteSink out) {
        for (int i = 0; i < bytes.length(); i++) {
            byte letter = bytes.at(i);
            out.append(letter >= ' ' && letter <= '~' ? letter : (byte) '.');
        }
    }
}
