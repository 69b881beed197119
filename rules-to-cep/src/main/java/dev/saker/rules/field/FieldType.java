// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.field;

import java.util.Locale;

/**
 * The type of a field's value. Types of one kind compare alike; the width and sign of numbers
 * decide which literals fit. {@link #DYNAMIC} is only in the catalogue, where the argument decides.
 */
public enum FieldType {
    INT8(Kind.NUMBER, true),
    INT16(Kind.NUMBER, true),
    INT32(Kind.NUMBER, true),
    INT64(Kind.NUMBER, true),
    UINT8(Kind.NUMBER, false),
    UINT16(Kind.NUMBER, false),
    UINT32(Kind.NUMBER, false),
    UINT64(Kind.NUMBER, false),
    FLAGS8(Kind.NUMBER, false),
    FLAGS16(Kind.NUMBER, false),
    FLAGS32(Kind.NUMBER, false),
    ENUMFLAGS8(Kind.NUMBER, false),
    ENUMFLAGS16(Kind.NUMBER, false),
    ENUMFLAGS32(Kind.NUMBER, false),
    MODE(Kind.NUMBER, false),
    PID(Kind.NUMBER, true),
    FD(Kind.NUMBER, true),
    ERRNO(Kind.NUMBER, true),
    SYSCALLID(Kind.NUMBER, false),
    SIGTYPE(Kind.NUMBER, false),
    PORT(Kind.NUMBER, false),
    RELTIME(Kind.NUMBER, false),
    ABSTIME(Kind.NUMBER, false),
    DOUBLE(Kind.REAL, true),
    BOOL(Kind.BOOL, false),
    TEXT(Kind.TEXT, false),
    PATH(Kind.TEXT, false),
    RELATIVE_PATH(Kind.TEXT, false),
    BYTES(Kind.BYTES, false),
    IP(Kind.IP, false),
    NET(Kind.NET, false),
    /** Can be asked for existence and nothing else: user and group ids as raw arguments, tuples. */
    OPAQUE(Kind.OPAQUE, false),
    DYNAMIC(Kind.OPAQUE, false);

    /** What values of a type are made of. */
    public enum Kind {
        NUMBER,
        REAL,
        BOOL,
        TEXT,
        BYTES,
        IP,
        NET,
        OPAQUE
    }

    private final Kind kind;
    private final boolean signed;

    FieldType(Kind kind, boolean signed) {
        this.kind = kind;
        this.signed = signed;
    }

    public Kind kind() {
        return kind;
    }

    /** Meaningful for numbers. */
    public boolean signed() {
        return signed;
    }

    /** As in the catalogue. */
    public static FieldType parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
