// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.Rule;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.TestFields;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.field.FieldType;
import dev.saker.schemas.MalformedEventException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged records: whatever happens, it happens as MalformedEventException. */
class MatcherFuzzTest {
    private static final int RECORDS = 300;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damaged_record_fails_only_as_malformed(long seed) {
        Random random = new Random(seed);
        RandomSample samples = new RandomSample(random);
        Matcher matcher = new Matcher(rules(random), MatchMode.ALL);
        List<BoundField> fields = fields();
        AvroEventView view = new AvroEventView();
        for (int i = 0; i < RECORDS; i++) {
            byte[] record = damage(random, samples.nextOfAnyType().record());
            String where = "seed " + seed + ", record " + i;
            attempt(where, () -> matcher.match(view.wrap(record, 0, record.length), new Silent()));
            for (BoundField field : fields) {
                attempt(
                        where + ", field " + field,
                        () -> view.wrap(record, 0, record.length).read(field, new Value()));
            }
        }
    }

    private static void attempt(String where, Runnable action) {
        try {
            action.run();
        } catch (MalformedEventException expected) {
            // The record goes to the undecodable topic.
        } catch (RuntimeException | Error unexpected) {
            throw new AssertionError(where, unexpected);
        }
    }

    private static byte[] damage(Random random, byte[] record) {
        int hits = 1 + random.nextInt(4);
        for (int i = 0; i < hits; i++) {
            record[random.nextInt(record.length)] = (byte) random.nextInt(256);
        }
        boolean cut = random.nextInt(4) == 0;
        return cut ? Arrays.copyOf(record, random.nextInt(record.length)) : record;
    }

    private static List<Rule> rules(Random random) {
        RandomConditions conditions = new RandomConditions(random);
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rules.add(TestConditions.rule(i, conditions.next(3)));
        }
        return rules;
    }

    private static List<BoundField> fields() {
        List<BoundField> fields = new ArrayList<>();
        for (FieldInfo field : TestFields.all()) {
            if (field.fieldClass().hasSource("syscall")
                    && !field.has(FieldFlag.ARGUMENT_REQUIRED)) {
                fields.add(BoundField.of(TestFields.ref(field.name())));
            }
        }
        for (int i = 0; i < 8; i++) {
            fields.add(BoundField.of(TestFields.ref("evt.arg[" + i + "]")));
            fields.add(BoundField.of(TestFields.ref("evt.rawarg[" + i + "]", FieldType.INT64)));
        }
        return fields;
    }

    /** Has nothing to say. */
    private static final class Silent implements MatchHandler {
        @Override
        public void onMatch(Rule rule, EventView event) {}

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {}
    }
}
