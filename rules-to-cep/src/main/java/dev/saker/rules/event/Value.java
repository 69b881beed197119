// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.schemas.Slice;
import java.util.Arrays;

/**
 * What a field of an event is, read into memory that is used again for the next event. Bytes belong
 * to the event: a value is good until its view is given another one.
 */
public final class Value {
    /** What a value can be. */
    public enum Kind {
        /** The event has no such thing: every comparison is false. */
        NULL,
        /** The record leaves it out: no comparison can be decided. */
        UNKNOWN,
        NUMBER,
        REAL,
        BOOL,
        /** Text, buffers and addresses alike: bytes as the kernel gave them. */
        BYTES,
        LIST
    }

    private static final Value[] NO_ELEMENTS = {};

    private final Slice bytes = new Slice();
    private Kind kind = Kind.NULL;
    private long number;
    private Value[] elements = NO_ELEMENTS;
    private int size;

    public Kind kind() {
        return kind;
    }

    /** The number of a NUMBER; 1 or 0 of a BOOL. */
    public long number() {
        return number;
    }

    public double real() {
        return Double.longBitsToDouble(number);
    }

    public boolean bool() {
        return number != 0;
    }

    /** The bytes of a BYTES. Lent, and not to be set: use {@link #beginBytes}. */
    public Slice bytes() {
        return bytes;
    }

    /** How many elements a LIST has. */
    public int size() {
        return size;
    }

    public Value element(int index) {
        return elements[index];
    }

    public void setNull() {
        kind = Kind.NULL;
    }

    public void setUnknown() {
        kind = Kind.UNKNOWN;
    }

    public void setNumber(long number) {
        kind = Kind.NUMBER;
        this.number = number;
    }

    public void setReal(double real) {
        kind = Kind.REAL;
        this.number = Double.doubleToRawLongBits(real);
    }

    public void setBool(boolean bool) {
        kind = Kind.BOOL;
        this.number = bool ? 1 : 0;
    }

    public void setBytes(byte[] array) {
        setBytes(array, 0, array.length);
    }

    public void setBytes(byte[] array, int offset, int length) {
        kind = Kind.BYTES;
        bytes.set(array, offset, length);
    }

    /** Turns the value into BYTES and hands out the slice to fill. */
    public Slice beginBytes() {
        kind = Kind.BYTES;
        return bytes;
    }

    /** After {@link #beginBytes}: an absent slice makes the value NULL. */
    public void nullIfAbsent() {
        if (!bytes.present()) {
            kind = Kind.NULL;
        }
    }

    /** Turns the value into an empty LIST; elements follow by {@link #addElement}. */
    public void beginList() {
        kind = Kind.LIST;
        size = 0;
    }

    /** The next element of a LIST, to be set by the caller. */
    public Value addElement() {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, Math.max(4, 2 * size));
        }
        Value element = elements[size];
        if (element == null) {
            element = new Value();
            elements[size] = element;
        }
        size++;
        return element;
    }

    /** Takes over another value; bytes stay lent from where they were. */
    public void set(Value other) {
        kind = other.kind;
        number = other.number;
        bytes.set(other.bytes);
        size = 0;
        if (kind == Kind.LIST) {
            for (int i = 0; i < other.size; i++) {
                addElement().set(other.elements[i]);
            }
        }
    }

    /** For messages and tests. */
    @Override
    public String toString() {
        return switch (kind) {
            case NULL -> "null";
            case UNKNOWN -> "unknown";
            case NUMBER -> Long.toString(number);
            case REAL -> Double.toString(real());
            case BOOL -> Boolean.toString(bool());
            case BYTES -> bytes.toString();
            case LIST -> Arrays.asList(elements).subList(0, size).toString();
        };
    }
}
