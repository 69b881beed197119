// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.RandomSample.pick;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.check.Operand;
import dev.saker.rules.check.Transformer;
import dev.saker.rules.event.TestFields;
import dev.saker.rules.field.FieldType;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Conditions of any form over the fields that {@link PlainEvaluator} knows, well typed. */
final class RandomConditions {
    private static final List<Operator> EQUALITY = List.of(Operator.EQ, Operator.NE);
    private static final List<Operator> ORDER =
            List.of(Operator.EQ, Operator.NE, Operator.LT, Operator.LE, Operator.GT, Operator.GE);
    private static final List<Operator> TEXT =
            List.of(
                    Operator.EQ,
                    Operator.NE,
                    Operator.CONTAINS,
                    Operator.ICONTAINS,
                    Operator.STARTSWITH,
                    Operator.ENDSWITH,
                    Operator.GLOB,
                    Operator.IGLOB,
                    Operator.REGEX);
    private static final List<String> PIECES =
            List.of("", "a", "sh", "/etc", "pass", "/*", "*sh", "?at", "[a-c]at", "/etc/", "BASH");
    private static final List<String> REGEXES =
            List.of(
                    ".*",
                    "b.*h",
                    "/[a-z]+",
                    "(cat|sshd)?",
                    "x+",
                    "[bB][A-Z]+",
                    "^/etc/(passwd|shad.w)$",
                    ".*(/|^)passwd(/|$)",
                    "[a-z]+\\x68");
    private static final List<String> PREFIXES = List.of("/etc", "/", "/tmp/*", "/tmp/a/b/c", "x");

    private static final List<Operator> TEXT_OF_OPERANDS =
            List.of(
                    Operator.EQ,
                    Operator.NE,
                    Operator.CONTAINS,
                    Operator.ICONTAINS,
                    Operator.STARTSWITH,
                    Operator.ENDSWITH,
                    Operator.GLOB,
                    Operator.IN);

    private final Random random;
    private boolean everyTransformer;

    RandomConditions(Random random) {
        this.random = random;
    }

    /** Also those that {@link PlainEvaluator} does not know. */
    RandomConditions withTransformers() {
        everyTransformer = true;
        return this;
    }

    Condition next(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return leaf();
        }
        return switch (random.nextInt(5)) {
            case 0, 1 -> new Condition.And(terms(depth));
            case 2, 3 -> new Condition.Or(terms(depth));
            default -> new Condition.Not(next(depth - 1));
        };
    }

    private List<Condition> terms(int depth) {
        List<Condition> terms = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            terms.add(next(depth - 1));
        }
        return terms;
    }

    private Condition leaf() {
        Operand left = field();
        if (random.nextInt(8) == 0) {
            return new Condition.Exists(left);
        }
        if (left.type().kind() == FieldType.Kind.TEXT && random.nextInt(6) == 0) {
            return everyTransformer && random.nextBoolean()
                    ? anyTransformer(left)
                    : transformed(left);
        }
        return switch (random.nextInt(3)) {
            case 0 -> new Condition.CompareList(left, listOperator(left), literals(left, false));
            case 1 -> each(left);
            default -> compare(left);
        };
    }

    private Operand.Field field() {
        String name = pick(random, PlainFields.NAMES);
        FieldType rawType = name.startsWith("evt.rawarg") ? FieldType.FLAGS32 : null;
        return new Operand.Field(TestFields.ref(name, rawType));
    }

    private Condition compare(Operand left) {
        Operator operator = pick(random, operators(left));
        return new Condition.Compare(left, operator, literal(left, operator == Operator.REGEX));
    }

    private Condition each(Operand left) {
        boolean modified =
                switch (left.type().kind()) {
                    case TEXT, IP, NET -> true;
                    default -> false;
                };
        if (!modified) {
            return compare(left);
        }
        Operator operator =
                pick(random, left.type().kind() == FieldType.Kind.TEXT ? TEXT : EQUALITY);
        Modifier modifier = pick(random, List.of(Modifier.values()));
        List<Literal> right = literals(left, operator == Operator.REGEX);
        return new Condition.CompareEach(left, operator, modifier, right);
    }

    private Condition transformed(Operand left) {
        if (Plurality.isOfAncestors(left)) {
            return compare(left);
        }
        Operand changed =
                TestConditions.transform(
                        pick(
                                random,
                                List.of(
                                        Transformer.TOLOWER,
                                        Transformer.TOUPPER,
                                        Transformer.BASENAME)),
                        left);
        return switch (random.nextInt(3)) {
            case 0 -> compare(TestConditions.transform(Transformer.LEN, left));
            case 1 -> compare(changed);
            default -> {
                Operand other = textField();
                Operator operator = pick(random, EQUALITY);
                yield new Condition.CompareOperands(other, operator, changed);
            }
        };
    }

    private Condition anyTransformer(Operand left) {
        Operand separator = TestConditions.constant(pick(random, List.of("", "/", " ")));
        return switch (random.nextInt(5)) {
            case 0 ->
                    new Condition.CompareOperands(
                            left, pick(random, TEXT_OF_OPERANDS), textField());
            case 1 -> compare(TestConditions.transform(Transformer.B64, left));
            case 2 ->
                    compare(TestConditions.transform(Transformer.CONCAT, left, separator, field()));
            case 3 ->
                    compare(
                            TestConditions.transform(
                                    Transformer.JOIN,
                                    separator,
                                    TestConditions.listOf(left, textField())));
            default ->
                    compare(
                            TestConditions.transform(
                                    Transformer.TOUPPER,
                                    TestConditions.transform(Transformer.BASENAME, left)));
        };
    }

    private Operand textField() {
        return Stream.generate(this::field)
                .filter(field -> field.type().kind() == FieldType.Kind.TEXT)
                .findFirst()
                .orElseThrow();
    }

    private static List<Operator> operators(Operand left) {
        return switch (left.type().kind()) {
            case NUMBER, REAL -> ORDER;
            case TEXT -> TEXT;
            case BOOL, IP, NET, BYTES, OPAQUE -> EQUALITY;
        };
    }

    private Operator listOperator(Operand left) {
        boolean path = left.type().kind() == FieldType.Kind.TEXT && random.nextInt(3) == 0;
        return path ? Operator.PMATCH : pick(random, List.of(Operator.IN, Operator.INTERSECTS));
    }

    private List<Literal> literals(Operand left, boolean regex) {
        List<Literal> literals = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            literals.add(literal(left, regex));
        }
        return literals;
    }

    private Literal literal(Operand left, boolean regex) {
        FieldType type = left.type();
        return switch (type.kind()) {
            case NUMBER, REAL ->
                    TestConditions.literal(type, "" + pick(random, RandomSample.NUMBERS));
            case BOOL -> new Literal.Bool(random.nextBoolean());
            case IP ->
                    TestConditions.literal(
                            type,
                            pick(random, List.of("10.0.0.1", "10.1.0.1", "2001:db8::1", "::1")));
            case NET ->
                    TestConditions.literal(
                            type,
                            pick(
                                    random,
                                    List.of(
                                            "10.0.0.0/8",
                                            "10.0.0.0/15",
                                            "10.0.0.1/32",
                                            "0.0.0.0/0",
                                            "2001:db8::/32")));
            case TEXT, BYTES, OPAQUE ->
                    TestConditions.literal(type, regex ? pick(random, REGEXES) : text());
        };
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(random, RandomSample.NAMES);
            case 1 -> pick(random, RandomSample.PATHS);
            case 2 -> pick(random, PREFIXES);
            default -> pick(random, random.nextBoolean() ? PIECES : PlainEvaluator.WORDS);
        };
    }
}
