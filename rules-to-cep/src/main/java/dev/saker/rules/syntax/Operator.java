// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.syntax;

import java.util.Optional;

/** What can stand between a field and a value. */
public enum Operator {
    EQ("="),
    NE("!="),
    LT("<"),
    LE("<="),
    GT(">"),
    GE(">="),
    CONTAINS("contains"),
    ICONTAINS("icontains"),
    BCONTAINS("bcontains"),
    STARTSWITH("startswith"),
    BSTARTSWITH("bstartswith"),
    ENDSWITH("endswith"),
    GLOB("glob"),
    IGLOB("iglob"),
    REGEX("regex"),
    IN("in"),
    INTERSECTS("intersects"),
    PMATCH("pmatch");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** Whether the right side is a list without a modifier saying so. */
    public boolean takesList() {
        return this == IN || this == INTERSECTS || this == PMATCH;
    }

    /** Whether it is one of the four that only numbers can follow. */
    public boolean isOrder() {
        return this == LT || this == LE || this == GT || this == GE;
    }

    public static Optional<Operator> parse(String symbol) {
        if (symbol.equals("==")) {
            return Optional.of(EQ);
        }
        for (Operator operator : values()) {
            if (operator.symbol.equals(symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
