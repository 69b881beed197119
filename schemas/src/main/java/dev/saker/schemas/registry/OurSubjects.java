// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.registry;

import dev.saker.schemas.Schemas;
import dev.saker.schemas.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The subjects of our topics: which schemas each has, and the promise that goes with them, that
 * every older record can be read with any newer schema.
 */
public final class OurSubjects {
    private static final Compatibility PROMISE = Compatibility.BACKWARD_TRANSITIVE;

    private static final List<Subject> ALL =
            List.of(
                    Subject.of(Topics.EVENTS_SYSCALL, Schemas.SYSCALL_EVENT),
                    Subject.of(Topics.EVENTS_SYSCALL, Schemas.MARKER),
                    Subject.of(Topics.EVENTS_LATE, Schemas.SYSCALL_EVENT),
                    Subject.of(Topics.COLLECTORS, Schemas.MARKER),
                    Subject.of(Topics.ALERTS, Schemas.ALERT),
                    Subject.of(Topics.ALERTS_SHADOW, Schemas.ALERT),
                    Subject.of(Topics.RULES, Schemas.RULE_SET_HEAD),
                    Subject.of(Topics.RULES, Schemas.RULE_SET_CHUNK),
                    Subject.of(Topics.RULES, Schemas.RULE_SET_ACTIVATION),
                    Subject.of(Topics.JOBS, Schemas.TASK_STATUS));

    private OurSubjects() {}

    /** Registers what is missing, sets the promise where it is not, answers what it did. */
    public static List<String> create(HttpSchemaRegistry registry) {
        List<String> done = new ArrayList<>();
        for (Subject subject : ALL) {
            if (!registry.holds(subject.name(), subject.schema())) {
                registry.register(subject.name(), subject.schema());
                done.add("registered " + subject.name());
            }
            // After the first version: Apicurio knows no settings of a subject without one.
            if (!isPromised(registry, subject)) {
                registry.setCompatibility(subject.name(), PROMISE);
                done.add("set " + PROMISE + " on " + subject.name());
            }
        }
        return done;
    }

    /** In words, what is not as it should be and how to mend it; empty when all is well. */
    public static List<String> check(HttpSchemaRegistry registry) {
        List<String> differences = new ArrayList<>();
        for (Subject subject : ALL) {
            if (!registry.holds(subject.name(), subject.schema())) {
                differences.add(
                        "subject " + subject.name() + " lacks our schema: saker topics create");
            } else if (!isPromised(registry, subject)) {
                differences.add(
                        "subject %s has compatibility %s, not %s: saker topics create"
                                .formatted(
                                        subject.name(),
                                        registry.compatibility(subject.name()).orElse("unset"),
                                        PROMISE));
            }
        }
        return differences;
    }

    private static boolean isPromised(HttpSchemaRegistry registry, Subject subject) {
        return registry.compatibility(subject.name()).filter(PROMISE.name()::equals).isPresent();
    }

    private record Subject(String name, Schema schema) {
        static Subject of(String topic, Schema schema) {
            return new Subject(Subjects.of(topic, schema), schema);
        }
    }
}
