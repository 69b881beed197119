// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import static dev.saker.rules.event.FieldSamples.open;
import static dev.saker.rules.event.FieldSamples.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Capture;
import dev.saker.rules.field.FieldInfo;
import dev.saker.schemas.FieldGroup;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of all fields. */
class SyscallFieldsTest {
    private static final Set<String> PROCESS_CLASSES = Set.of("PROCESS", "USER", "GROUP");

    @Test
    void everything_of_a_missing_process_is_null() {
        EventSample sample = open();
        sample.process = null;
        sample.leaders = null;

        for (FieldInfo field : TestFields.all()) {
            boolean answered = SyscallFields.answers(field.name());
            if (answered
                    && PROCESS_CLASSES.contains(field.fieldClass().name())
                    && !field.name().equals("thread.tid")) {
                assertThat(read(sample, field.name())).as(field.name()).isEqualTo("null");
            }
        }
    }

    @Test
    void field_of_an_absent_group_is_unknown() {
        EventSample sample = open();
        sample.projection = 0;
        sample.containerId = "0123456789ab"; // of the host everything is known
        List<Object> args = new ArrayList<>(sample.args);
        sample.args = args;

        for (FieldInfo field : TestFields.all()) {
            if (!field.group().isEmpty()
                    && SyscallFields.answers(field.name())
                    && !field.group().equals(FieldGroup.DATA.name())) {
                String value = read(sample, field.name());
                assertThat(value).as(field.name()).contains("unknown");
            }
        }
    }

    @Test
    void container_metadata_is_known_on_the_host_only() {
        EventSample sample = open();

        assertThat(read(sample, "container.image.repository")).isEmpty();

        sample.containerId = "0123456789ab";
        sample.containerFullId = "0123456789abcdef";
        sample.projection = FieldGroup.DEFAULT;

        assertThat(read(sample, "container.image.repository")).isEqualTo("unknown");
        assertThat(read(sample, "container.full_id")).isEqualTo("0123456789abcdef");
        assertThat(SyscallFields.answers("container.image.repository")).isTrue();
    }

    @Test
    void capture_of_records_misses_exactly_what_they_do_not_answer() {
        Capture capture = Capture.ofEvents(new BitSet());

        for (FieldInfo field : TestFields.all()) {
            if (field.fieldClass().hasSource("syscall")) {
                assertThat(capture.misses(field.name()))
                        .as(field.name())
                        .isEqualTo(!SyscallFields.answers(field.name()));
            }
        }
    }
}
