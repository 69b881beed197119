// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.RandomSample.pick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.Condition;
import dev.saker.rules.check.Literal;
import dev.saker.rules.event.Value;
import dev.saker.rules.syntax.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index says of every leaf on an operand what the leaf says itself. */
class OperandIndexTest {
    private static final int LEAVES = 60;
    private static final int VALUES = 150;
    private static final List<String> OPERATORS =
            List.of("=", "!=", "contains", "icontains", "startswith", "endswith", "glob", "iglob");
    private static final List<String> REGEXES = List.of("/a.*b", "(a|b)/?", "b[ab]*/a", ".+A");
    private static final List<String> NUMBERS = List.of("=", "!=", "<", "<=", ">", ">=");
    private static final List<String> ADDRESSES =
            List.of("1.2.3.4", "1.2.3.5", "9.2.3.4", "::1", "fe80::1");
    private static final List<String> NETWORKS = List.of("1.2.0.0/16", "0.0.0.0/0", "fe80::/10");

    private record Indexed(OperandIndex index, LeafOutcomes outcomes, List<Leaf> leaves) {
        void assertSaysWhatLeavesSay(Value value, String as) {
            outcomes.clear();
            index.find(value, outcomes);
            for (int i = 0; i < leaves.size(); i++) {
                assertThat(outcomes.outcome(i))
                        .as("%s, %s of %s", as, leaves.get(i).condition(), value)
                        .isEqualTo(leaves.get(i).test(value));
            }
        }
    }

    private static Indexed index(Stream<Condition> checks) {
        PlanMaker maker = new PlanMaker(new OperandTable());
        Set<Plan> plans = new LinkedHashSet<>();
        checks.forEach(check -> plans.add(maker.make(check)));
        OperandIndexBuilder builder = new OperandIndexBuilder(0);
        List<Leaf> taken = new ArrayList<>();
        for (Plan plan : plans) {
            if (builder.add((Leaf) plan, taken.size())) {
                taken.add((Leaf) plan);
            }
        }
        Leaf[] leaves = taken.toArray(Leaf[]::new);
        byte[] usual = new byte[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            usual[i] = OperandIndexBuilder.usual(leaves[i]);
        }
        return new Indexed(builder.build(), new LeafOutcomes(leaves, usual), taken);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append("aabB//".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    private static String pattern(Random random) {
        String text = text(random);
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + pick(random, List.of("*", "?", "[ab]", "")) + text(random);
    }

    private static Condition onText(String field, Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> TestConditions.checkList(field, "in", text(random), text(random));
            case 1 -> TestConditions.checkList(field, "pmatch", pattern(random), text(random));
            case 2 -> TestConditions.check(field, "regex", pick(random, REGEXES));
            case 3 -> TestConditions.exists(field);
            case 4 -> onEach(field, random);
            default -> onText(field, pick(random, OPERATORS), random);
        };
    }

    private static Condition onText(String field, String operator, Random random) {
        boolean glob = operator.endsWith("glob");
        return TestConditions.check(field, operator, glob ? pattern(random) : text(random));
    }

    private static Condition onEach(String field, Random random) {
        return TestConditions.checkEach(
                field,
                pick(random, OPERATORS),
                pick(random, List.of(Modifier.values())),
                pattern(random),
                pattern(random));
    }

    private static Value textValue(Random random) {
        return GivenView.text(text(random) + text(random));
    }

    private static Value anyValue(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> GivenView.nothing();
            case 1 -> GivenView.unknown();
            case 2 -> GivenView.number(random.nextInt(3));
            case 3 -> GivenView.bool(random.nextBoolean());
            default -> textValue(random);
        };
    }

    private static Value listOf(Random random, Value... some) {
        List<Value> elements = new ArrayList<>(List.of(some));
        while (random.nextInt(3) > 0) {
            elements.add(random.nextInt(9) == 0 ? GivenView.unknown() : pick(random, elements));
        }
        return GivenView.list(elements.subList(random.nextInt(2), elements.size()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leavesOnText_ofOneValueOrOfMany_areFound(long seed) {
        Random random = new Random(seed);
        String field = List.of("fd.name", "proc.aname", "fd.types").get((int) seed % 3);
        Indexed indexed = index(Stream.generate(() -> onText(field, random)).limit(LEAVES));

        assertThat(indexed.leaves()).hasSizeGreaterThan(LEAVES / 3);
        for (int i = 0; i < VALUES; i++) {
            boolean list = seed % 3 != 0 && random.nextBoolean();
            Value value =
                    list ? listOf(random, textValue(random), textValue(random)) : anyValue(random);
            indexed.assertSaysWhatLeavesSay(value, "seed " + seed + ", " + field);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void leavesOnNumbers_areFound(long seed) {
        Random random = new Random(seed);
        String field = seed == 3 ? "fd.port" : "fd.num";
        Indexed indexed =
                index(
                        Stream.generate(
                                        () ->
                                                random.nextInt(3) == 0
                                                        ? TestConditions.checkList(
                                                                field,
                                                                "in",
                                                                "" + random.nextInt(9),
                                                                "" + random.nextInt(9))
                                                        : TestConditions.check(
                                                                field,
                                                                pick(random, NUMBERS),
                                                                "" + random.nextInt(9)))
                                .limit(LEAVES));
        for (int i = 0; i < VALUES; i++) {
            Value one = GivenView.number(random.nextInt(10));
            Value other = GivenView.number(random.nextInt(10));
            Value some = random.nextInt(5) == 0 ? GivenView.nothing() : one;
            Value value = seed == 3 ? listOf(random, one, other) : some;
            indexed.assertSaysWhatLeavesSay(value, "seed " + seed);
        }
        indexed.assertSaysWhatLeavesSay(GivenView.unknown(), "unknown");
        indexed.assertSaysWhatLeavesSay(GivenView.text("1"), "text");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void leavesOnAddresses_areFound(long seed) {
        Random random = new Random(seed);
        String field = seed == 1 ? "fd.sip" : "fd.ip";
        Indexed indexed =
                index(
                        Stream.of(
                                TestConditions.check(field, "=", ADDRESSES.get(0)),
                                TestConditions.check(field, "!=", ADDRESSES.get(0)),
                                TestConditions.check(field, "!=", ADDRESSES.get(3)),
                                TestConditions.checkList(
                                        field, "in", ADDRESSES.get(1), ADDRESSES.get(4)),
                                TestConditions.checkEach(
                                        field, "=", Modifier.ANYOF, ADDRESSES.get(2), "::2"),
                                TestConditions.exists(field)));
        for (int i = 0; i < VALUES; i++) {
            Value one = address(pick(random, ADDRESSES));
            Value value = seed == 1 ? one : listOf(random, one, address(pick(random, ADDRESSES)));
            indexed.assertSaysWhatLeavesSay(value, "seed " + seed);
        }
    }

    @Test
    void leavesOnNetworks_areAskedEachTime() {
        Indexed indexed =
                index(
                        NETWORKS.stream()
                                .flatMap(
                                        net ->
                                                Stream.of(
                                                        TestConditions.check("fd.snet", "=", net),
                                                        TestConditions.check("fd.snet", "!=", net),
                                                        TestConditions.checkList(
                                                                "fd.snet", "in", net)))
                                .map(Condition.class::cast));
        assertThat(indexed.leaves()).hasSize(9);
        for (String address : ADDRESSES) {
            indexed.assertSaysWhatLeavesSay(address(address), address);
        }
        indexed.assertSaysWhatLeavesSay(GivenView.nothing(), "null");
    }

    private static Value address(String text) {
        var literal =
                (Literal.Ip) TestConditions.literal(TestConditions.field("fd.sip").type(), text);
        return GivenView.bytes(literal.address().array());
    }

    /** Each would be asked for every value: more than so many cost more than they keep away. */
    @Test
    void leavesWithoutALiteral_areTakenUpToThirtyTwo() {
        List<Condition> checks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            checks.add(TestConditions.check("fd.num", "<", String.valueOf(i)));
        }
        checks.add(TestConditions.check("fd.num", "=", "7"));
        checks.add(TestConditions.exists("fd.num"));

        assertThat(index(checks.stream()).leaves()).hasSize(32 + 2);
    }
}
