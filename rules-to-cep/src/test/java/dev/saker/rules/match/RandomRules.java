// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.ParsedConditions;
import dev.saker.rules.Rule;
import dev.saker.rules.check.Condition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Sets of rules with random conditions for random types of events. */
final class RandomRules {
    private RandomRules() {}

    /** Well-typed rules: what the front end refuses is left out. Some share a condition. */
    static List<Rule> of(Random random, int count) {
        RandomConditions conditions = new RandomConditions(random).withTransformers();
        List<Condition> read = new ArrayList<>();
        while (read.size() < count) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                texts.add(ConditionText.of(conditions.next(random.nextInt(5))));
            }
            ParsedConditions.parse(texts).stream().filter(Objects::nonNull).forEach(read::add);
        }
        Condition common = read.get(0);
        boolean sharing = random.nextBoolean();
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Condition own = read.get(i);
            boolean shares = sharing && random.nextInt(4) > 0;
            Condition condition = shares ? new Condition.And(List.of(common, own)) : own;
            rules.add(TestConditions.rule(i, condition, codes(random)));
        }
        return rules;
    }

    private static BitSet codes(Random random) {
        return random.nextInt(3) == 0
                ? TestConditions.allEvents()
                : TestConditions.events(
                        RandomSample.pick(random, RandomSample.TYPES),
                        RandomSample.pick(random, RandomSample.TYPES),
                        RandomSample.pick(random, RandomSample.TYPES));
    }
}
