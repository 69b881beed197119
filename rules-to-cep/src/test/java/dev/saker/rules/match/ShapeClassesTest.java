// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.checkList;
import static dev.saker.rules.match.TestConditions.not;
import static dev.saker.rules.match.TestConditions.or;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.Condition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One generated class for all conditions that differ in nothing but their constants and fields. */
class ShapeClassesTest {
    private final PlanMaker plans = new PlanMaker(new OperandTable());
    private final BytecodeCompiler compiler = new BytecodeCompiler();

    @Test
    void conditions_thatDifferInConstantsAlone_shareAClass() {
        Set<Class<?>> classes = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            classes.add(classOf(thief("name" + i, "/path" + i)));
        }

        assertThat(classes).hasSize(1);
    }

    @Test
    void conditions_ofOtherRuleSets_shareTheClassToo() {
        Class<?> here = classOf(thief("a", "/a"));

        Class<?> elsewhere =
                new BytecodeCompiler()
                        .compile(new PlanMaker(new OperandTable()).make(thief("b", "/b")))
                        .getClass();

        assertThat(elsewhere).isSameAs(here);
    }

    @Test
    void conditions_ofAnotherForm_haveAnotherClass() {
        Condition name = check("proc.name", "=", "a");
        Condition file = check("fd.name", "=", "/a");
        List<Class<?>> classes =
                List.of(
                        classOf(and(name, file)),
                        classOf(or(name, file)),
                        classOf(and(name, not(file))),
                        classOf(and(name, file, check("fd.num", "=", "3"))));

        assertThat(new HashSet<>(classes)).hasSize(classes.size());
    }

    @Test
    void classes_ofAThousandRulesOfOneShape_areNotMore() {
        classOf(thief("first", "/first"));
        int before = ShapeClasses.SHARED.count();

        for (int i = 0; i < 1000; i++) {
            classOf(thief("rule" + i, "/rule" + i));
        }

        assertThat(ShapeClasses.SHARED.count()).isEqualTo(before).isPositive();
    }

    @Test
    void class_askedForByManyThreadsAtOnce_isOne() throws InterruptedException {
        Condition[] unseen =
                IntStream.range(0, 23)
                        .mapToObj(i -> check("proc.name", "contains", "x" + i))
                        .toArray(Condition[]::new);
        Plan plan = plans.make(or(and(unseen), and(not(unseen[0]), unseen[1], not(unseen[2]))));
        Set<Class<?>> classes = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(
                    new Thread(() -> classes.add(new BytecodeCompiler().compile(plan).getClass())));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(classes).hasSize(1);
    }

    private Class<?> classOf(Condition condition) {
        return compiler.compile(plans.make(condition)).getClass();
    }

    private static Condition thief(String name, String path) {
        return and(
                check("proc.name", "=", name),
                or(check("fd.name", "startswith", path), checkList("fd.num", "in", "3", "4")));
    }
}
