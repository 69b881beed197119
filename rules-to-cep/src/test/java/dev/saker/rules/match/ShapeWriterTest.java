// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.checkList;
import static dev.saker.rules.match.TestConditions.checkOperands;
import static dev.saker.rules.match.TestConditions.exists;
import static dev.saker.rules.match.TestConditions.field;
import static dev.saker.rules.match.TestConditions.not;
import static dev.saker.rules.match.TestConditions.or;
import static dev.saker.rules.match.TestConditions.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What generated classes say. Each test has them written anew: elsewhere a shape's class is kept
 * for as long as the virtual machine runs.
 */
class ShapeWriterTest {
    private final ShapeClasses classes = new ShapeClasses();
    private final BytecodeCompiler compiler = new BytecodeCompiler(classes);

    /** Code whose outcome a test gives. */
    private static final class Given extends CompiledCondition {
        private int outcome;
        private int asked;

        @Override
        int test(EventRegisters event) {
            asked++;
            return outcome;
        }
    }

    private static Shape part(CompiledCondition code) {
        return new Shape.Outsourced(new Shape.Part(Plan.NOT_SHARED, code));
    }

    private static Shape shape(Random random, int depth, List<Given> parts) {
        int form = depth == 0 ? 0 : random.nextInt(4);
        if (form == 0) {
            parts.add(new Given());
            return part(parts.get(parts.size() - 1));
        }
        if (form == 1) {
            return new Shape.Not(shape(random, depth - 1, parts));
        }
        List<Shape> terms = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            terms.add(shape(random, depth - 1, parts));
        }
        return Shape.Group.of(random.nextBoolean(), terms);
    }

    /** By Kleene's tables. */
    private static Truth expected(Shape shape) {
        if (shape instanceof Shape.Outsourced outsourced) {
            return Truth.values()[((Given) outsourced.part().code()).outcome];
        }
        if (shape instanceof Shape.Not not) {
            return expected(not.term()).not();
        }
        Shape.Group group = (Shape.Group) shape;
        List<Truth> terms = group.terms().stream().map(ShapeWriterTest::expected).toList();
        Truth settling = Truth.of(!group.all());
        if (terms.contains(settling)) {
            return settling;
        }
        return terms.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : settling.not();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void generatedClass_ofAnyShape_saysWhatItsPartsComeTo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            List<Given> parts = new ArrayList<>();
            Shape shape = shape(random, 3, parts);
            CompiledCondition code = classes.instance(shape);
            assertThat(shape.size()).isEqualTo(parts.size());
            for (int round = 0; round < 60; round++) {
                parts.forEach(part -> part.outcome = random.nextInt(3));

                assertThat(Truth.values()[code.test(null)])
                        .as("seed %d, shape %d, round %d", seed, i, round)
                        .isEqualTo(expected(shape));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 0, 0", "false, 1, 1"})
    void group_thatIsSettled_asksNoFurther(boolean all, int outcome, int expected) {
        Given first = new Given();
        Given second = new Given();
        first.outcome = outcome;
        Shape group = Shape.Group.of(all, List.of(part(first), part(second)));

        assertThat(classes.instance(group).test(null)).isEqualTo(expected);
        assertThat(first.asked).isOne();
        assertThat(second.asked).isZero();
    }

    /** Of every form a leaf can have, held against values of every kind. */
    @Test
    void leaves_ofEveryForm_sayOfEveryValueWhatTheInterpreterSays() {
        List<Condition> checks =
                List.of(
                        check("fd.name", "=", "abc"),
                        check("fd.name", "!=", "abc"),
                        check("fd.name", "startswith", "ab"),
                        check("fd.name", "endswith", "bc"),
                        check("fd.name", "contains", "b"),
                        check("fd.name", "glob", "a*"),
                        checkList("fd.name", "in", "abc", "x"),
                        check("fd.num", "=", "0"),
                        check("fd.num", "!=", "0"),
                        check("fd.num", "<", "1"),
                        checkList("fd.num", "in", "0", "7"),
                        check("thread.ismain", "=", "true"),
                        check("thread.ismain", "!=", "true"),
                        check("fd.ip", "=", "1.2.3.4"),
                        check("fd.ip", "!=", "1.2.3.4"),
                        checkList("proc.aname", "in", "abc"),
                        checkList("fd.types", "in", "abc", "x"),
                        exists("fd.name"),
                        exists("proc.aname"),
                        checkOperands(field("fd.name"), "=", field("proc.name")));
        for (Condition check : checks) {
            OperandTable operands = new OperandTable();
            Plan plan = new PlanMaker(operands).make(and(check, not(not(check))));
            CompiledCondition code = compiler.compile(plan);
            Interpreter interpreter = new Interpreter(rule(0, check));
            EventRegisters registers = new EventRegisters(operands);
            for (GivenView view : valuesFor(check)) {
                registers.begin(view);

                Truth outcome = Truth.values()[code.test(registers)];

                assertThat(outcome).as(check.toString()).isEqualTo(interpreter.evaluate(view));
                assertThat(plan.test(registers)).isEqualTo(outcome.ordinal());
            }
        }
    }

    private static List<GivenView> valuesFor(Condition check) {
        var address = GivenView.bytes(new byte[] {1, 2, 3, 4});
        var values =
                new ArrayList<>(
                        List.of(
                                GivenView.nothing(),
                                GivenView.unknown(),
                                GivenView.number(0),
                                GivenView.number(7),
                                GivenView.real(0),
                                GivenView.bool(true),
                                GivenView.bool(false),
                                GivenView.text("abc"),
                                GivenView.text("xbx"),
                                GivenView.text(""),
                                address));
        boolean isPair = check instanceof Condition.CompareOperands;
        if (!isPair) {
            values.add(GivenView.list(List.of()));
            values.add(GivenView.list(List.of(GivenView.text("abc"), GivenView.text("y"))));
            values.add(GivenView.list(List.of(address, GivenView.unknown())));
            values.add(GivenView.list(List.of(GivenView.number(0), GivenView.number(1))));
        }
        return values.stream().map(GivenView::new).toList();
    }

    @ParameterizedTest
    @CsvSource({"150, 1", "151, 3", "300, 2", "400, 3", "23000, 5"})
    void longCondition_isSplitIntoClassesOfABoundedSize(int terms, int shapes) {
        OperandTable operands = new OperandTable();
        Condition[] names =
                IntStream.range(0, terms)
                        .mapToObj(i -> not(check("fd.name", "=", "n" + i)))
                        .toArray(Condition[]::new);
        Plan plan = new PlanMaker(operands).make(and(names));

        CompiledCondition code = compiler.compile(plan);

        assertThat(classes.count()).isEqualTo(shapes);
        EventRegisters registers = new EventRegisters(operands);
        for (int i : new int[] {0, 149, 150, terms - 1, terms}) {
            registers.begin(new GivenView(GivenView.text("n" + i)));
            int expected = i < terms ? Plan.FALSE : Plan.TRUE;
            assertThat(code.test(registers)).as("name " + i).isEqualTo(expected);
        }
    }

    /** Shared leaves, and shared parts, which have a class of their own. */
    @Test
    void sharedPlans_areTestedOnceForAnEvent() {
        Condition name = check("fd.name", "=", "abc");
        Condition number = check("fd.num", "=", "0");
        for (Condition shared : List.of(name, or(name, number))) {
            OperandTable operands = new OperandTable();
            PlanMaker maker = new PlanMaker(operands);
            Plan plan = maker.make(and(shared, check("proc.name", "!=", "x")));
            maker.make(shared).share(operands.sharedSlot());
            CompiledCondition code = compiler.compile(plan);
            EventRegisters registers = new EventRegisters(operands);
            for (int kept : new int[] {Plan.FALSE, Plan.TRUE, Plan.UNKNOWN}) {
                registers.begin(new GivenView(GivenView.text("abc")));
                registers.keepOutcome(0, kept);
                assertThat(code.test(registers)).isEqualTo(kept);
            }

            registers.begin(new GivenView(GivenView.text("abc")));

            assertThat(code.test(registers)).isEqualTo(Plan.TRUE);
            assertThat(registers.outcome(0)).isEqualTo(Plan.TRUE);
        }
    }

    @Test
    void classes_ofEqualShapesAlone_areShared() {
        Plan[] plans =
                Arrays.stream(
                                new Condition[] {
                                    and(check("fd.name", "=", "a"), check("fd.num", "=", "1")),
                                    and(check("proc.name", "=", "b"), check("fd.num", "=", "2")),
                                    and(check("proc.name", "=", "b"), check("fd.num", "!=", "2")),
                                    or(check("proc.name", "=", "b"), check("fd.num", "=", "2"))
                                })
                        .map(new PlanMaker(new OperandTable())::make)
                        .toArray(Plan[]::new);

        Class<?> first = compiler.compile(plans[0]).getClass();

        assertThat(compiler.compile(plans[1]).getClass()).isSameAs(first);
        assertThat(compiler.compile(plans[2]).getClass()).isNotSameAs(first);
        assertThat(compiler.compile(plans[3]).getClass()).isNotSameAs(first);
        assertThat(classes.count()).isEqualTo(3);
    }
}
