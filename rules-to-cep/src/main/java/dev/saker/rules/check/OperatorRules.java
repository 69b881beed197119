// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Operator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which operators a type has. Everything has "exists". */
final class OperatorRules {

    private static final Set<Operator> EQUALITY =
            EnumSet.of(Operator.EQ, Operator.NE, Operator.IN, Operator.INTERSECTS);

    private static final Set<Operator> ORDERED = ordered();

    private static final Set<Operator> TEXT =
            EnumSet.complementOf(EnumSet.of(Operator.BCONTAINS, Operator.BSTARTSWITH));

    private static final Set<Operator> BYTES =
            EnumSet.of(
                    Operator.EQ,
                    Operator.NE,
                    Operator.CONTAINS,
                    Operator.IN,
                    Operator.STARTSWITH,
                    Operator.ENDSWITH,
                    Operator.INTERSECTS,
                    Operator.BCONTAINS,
                    Operator.BSTARTSWITH);

    private static final Set<Operator> LIST = EnumSet.of(Operator.IN, Operator.INTERSECTS);

    private static final Map<FieldType.Kind, Set<Operator>> BY_KIND = byKind();

    private OperatorRules() {}

    private static Set<Operator> ordered() {
        Set<Operator> ordered = EnumSet.copyOf(EQUALITY);
        ordered.addAll(EnumSet.of(Operator.LT, Operator.LE, Operator.GT, Operator.GE));
        return ordered;
    }

    private static Map<FieldType.Kind, Set<Operator>> byKind() {
        Map<FieldType.Kind, Set<Operator>> rules = new EnumMap<>(FieldType.Kind.class);
        rules.put(FieldType.Kind.NUMBER, ORDERED);
        rules.put(FieldType.Kind.REAL, ORDERED);
        rules.put(FieldType.Kind.BOOL, EQUALITY);
        rules.put(FieldType.Kind.IP, EQUALITY);
        rules.put(FieldType.Kind.NET, EQUALITY);
        rules.put(FieldType.Kind.TEXT, TEXT);
        rules.put(FieldType.Kind.BYTES, BYTES);
        rules.put(FieldType.Kind.OPAQUE, EnumSet.noneOf(Operator.class));
        return rules;
    }

    static boolean allows(Operand left, Operator operator) {
        return (left.list() ? LIST : BY_KIND.get(left.type().kind())).contains(operator);
    }

    /** With another operand on the right. */
    static boolean allowsOperand(Operand left, Operator operator) {
        return operator != Operator.PMATCH
                && operator != Operator.REGEX
                && left.type().kind() != FieldType.Kind.NET;
    }
}
