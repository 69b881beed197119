// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.containers.ContainerOptions;
import dev.saker.collector.enrich.EventContext;
import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.state.Container;
import dev.saker.collector.state.EventCodes;
import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.KeptRecords;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.ContainerMetadata.Text;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.SyscallEventWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private static final String ID = "a".repeat(64);
    private static final int GROUPS =
            FieldGroup.DEFAULT | FieldGroup.CONTAINER_DETAILS.bit() | FieldGroup.CGROUPS.bit();

    private final TestHost host = new TestHost(1000, GROUPS);
    private final KeptRecords kept = new KeptRecords();
    private final OutboundQueue queue =
            new OutboundQueue(kept, ContainerOptions.defaults(), () -> {});
    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final EventContext context =
            new EventContext(host.state, new EventIdentity(), "node-1", GROUPS);

    @Test
    void record_ofANewContainer_waitsAndSaysWhatIsToldThen() {
        host.state.containers().askBy(id -> true);
        host.startContainer(7, "/docker/" + ID);
        host.startContainer(1, "/");
        publish(7);
        publish(1);
        assertThat(kept.count()).isZero();
        assertThat(queue.heldBytes()).isPositive();

        host.state.containerTold(ID, named("web"));
        queue.advance();

        List<SyscallEventReader> records = kept.events(record -> true);
        assertThat(records).extracting(SyscallEventReader::tid).containsExactly(7L, 1L);
        assertThat(name(records.get(0))).isEqualTo("web");
        assertThat(records.get(1).containerMetadata()).isNull();
        assertThat(queue.unresolved()).isZero();
        publish(7);
        assertThat(name(kept.events(record -> true).get(2))).isEqualTo("web");
    }

    @Test
    void record_ofAContainerNobodyTellsOf_saysThatItIsUnresolved() {
        host.state.containers().askBy(id -> true);
        host.startContainer(7, "/docker/" + ID);
        publish(7);
        host.state.containerUnanswered(ID);
        queue.advance();
        publish(7);

        assertThat(kept.events(record -> record.containerMetadata().isUnresolved())).hasSize(2);
        assertThat(queue.unresolved()).isEqualTo(2);
        assertThat(queue.waited()).isEqualTo(1);
    }

    @Test
    void everyRecord_readsAsOneWrittenWithTheMetadataAtOnce() {
        host.state.containers().askBy(id -> true);
        host.startContainer(7, "/docker/" + ID);
        publish(7);
        host.state.containerTold(ID, named("web"));
        queue.advance();
        publish(7);

        List<byte[]> records = kept.records();
        assertThat(records.get(0)).isEqualTo(records.get(1));
    }

    private void publish(long tid) {
        host.during(
                Event.of(EventCodes.CHDIR, tid).with("res", 0).with("path", "/tmp").build(),
                current -> {
                    writer.writeFramed(1, context.of(current), GROUPS);
                    Container container = context.container();
                    queue.event(writer.array(), writer.length(), writer.detailsAt(), container);
                    return null;
                });
    }

    private static ContainerMetadata named(String name) {
        Map<Text, String> texts = Map.of(Text.NAME, name, Text.FULL_ID, ID);
        return ContainerMetadata.of(texts, Map.of(), List.of(), Map.of(), Map.of());
    }

    private static String name(SyscallEventReader record) {
        return new String(record.containerMetadata().text(Text.NAME), StandardCharsets.UTF_8);
    }
}
