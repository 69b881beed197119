// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.and;
import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Rule;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What a matcher keeps of the past has its limits, however new everything is, and nothing is taken
 * for something else that was kept at the same place.
 */
class MatcherMemoryTest {
    private static final String LETTERS = "abcdefghijklmnopqrst";
    private static final long MOST_BYTES = 24 << 20;

    /** Each event has a new file, a new process, and asks its own subset of the rules. */
    @Test
    void matcher_underNamesThatNeverComeAgain_growsNoFurther() {
        Matcher matcher = new Matcher(rules(), MatchMode.ALL);
        SplittableRandom random = new SplittableRandom(20261122);
        run(matcher, random, 12_000);
        long full = bytesFrom(matcher);

        run(matcher, random, 24_000);

        assertThat(bytesFrom(matcher)).isBetween(full / 2, full + full / 10);
        assertThat(full).isBetween(1L << 20, MOST_BYTES);
    }

    /** Each letter is a rule's, in the name of a file, of a process, and of a working directory. */
    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (char letter : LETTERS.toCharArray()) {
            String text = String.valueOf(letter);
            rules.add(rule(rules.size(), check("fd.name", "contains", text + "!")));
            rules.add(rule(rules.size(), check("proc.cmdline", "contains", text + "!")));
            rules.add(
                    rule(
                            rules.size(),
                            and(
                                    check("evt.arg.name", "contains", text + "!"),
                                    check("proc.name", "=", "nobody"))));
        }
        return rules;
    }

    private static void run(Matcher matcher, SplittableRandom random, int events) {
        for (int i = 0; i < events; i++) {
            EventSample event = new EventSample();
            event.fd.name = name(random);
            event.process.args = List.of(name(random));
            event.process.pid = random.nextInt(1 << 20);
            event.tid = event.process.pid;
            event.args = new ArrayList<>();
            event.args.add(3L);
            event.args.add(-100L);
            event.args.add(name(random));
            byte[] record = event.record();
            Count matches = new Count();
            matcher.match(new AvroEventView().wrap(record, 0, record.length), matches);
            int expected = letters(event.fd.name) + letters(event.process.args.get(0));
            assertThat(matches.count)
                    .as("%s, %s", event.fd.name, event.process.args)
                    .isEqualTo(expected);
        }
    }

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder("/" + random.nextLong());
        for (char letter : LETTERS.toCharArray()) {
            if (random.nextBoolean()) {
                name.append(letter).append('!');
            }
        }
        return name.toString();
    }

    private static int letters(String name) {
        return (int) name.chars().filter(c -> c == '!').count();
    }

    /** Counts matches. */
    private static final class Count implements MatchHandler {
        private int count;

        @Override
        public void onMatch(Rule rule, EventView event) {
            count++;
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            throw new AssertionError("unknown: " + field);
        }
    }

    /** The arrays, and eight bytes for each field, of everything of ours that can be reached. */
    private static long bytesFrom(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> left = new ArrayDeque<>(List.of(root));
        long bytes = 0;
        while (!left.isEmpty()) {
            Object object = left.pop();
            if (seen.add(object)) {
                bytes += object.getClass().isArray() ? array(object, left) : fields(object, left);
            }
        }
        return bytes;
    }

    private static long array(Object array, Deque<Object> left) {
        int length = Array.getLength(array);
        if (!(array instanceof Object[] items)) {
            int width = array instanceof long[] ? Long.BYTES : array instanceof int[] ? 4 : 1;
            return (long) length * width;
        }
        for (Object item : items) {
            add(item, left);
        }
        return 4L * length;
    }

    private static long fields(Object object, Deque<Object> left) {
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> add(List.of(key, value), left));
            return 0;
        }
        if (object instanceof Collection<?> items) {
            items.forEach(item -> add(item, left));
            return 0;
        }
        long bytes = 0;
        Class<?> type = object.getClass();
        while (type.getName().startsWith("dev.saker")) {
            for (Field field : type.getDeclaredFields()) {
                bytes += Modifier.isStatic(field.getModifiers()) ? 0 : field(object, field, left);
            }
            type = type.getSuperclass();
        }
        return bytes;
    }

    private static long field(Object object, Field field, Deque<Object> left) {
        try {
            field.setAccessible(true);
            if (!field.getType().isPrimitive()) {
                add(field.get(object), left);
            }
            return Long.BYTES;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static void add(Object object, Deque<Object> left) {
        if (object != null) {
            left.push(object);
        }
    }
}
