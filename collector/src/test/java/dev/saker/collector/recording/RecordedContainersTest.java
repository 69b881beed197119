// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.collector.state.Container;
import dev.saker.collector.state.ContainerJson;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.testing.TestHost;
import dev.saker.scap.ScapEvent;
import dev.saker.schemas.ContainerMetadata;
import org.junit.jupiter.api.Test;

class RecordedContainersTest {
    private static final String ID = "e".repeat(64);

    private final TestHost host = new TestHost();
    private final RecordedContainers containers = new RecordedContainers();

    @Test
    void event_read_tellsTheStateWhatTheRuntimeToldIt() {
        ObjectNode json = description();
        json.put("ip", "10.0.0.7").putObject("labels").put("team", "blue");
        Container container = told(json);
        assertThat(containers.isUnwritten(container)).isTrue();

        ContainerMetadata read = read(container);

        assertThat(read).isEqualTo(ContainerJson.metadata(json));
        assertThat(containers.isUnwritten(container)).isFalse();
        containers.begin();
        assertThat(containers.unwritten()).containsExactly(container);
    }

    @Test
    void description_tooLongForAnEvent_losesItsListsOnly() {
        ObjectNode json = description();
        json.putObject("labels").put("long", "x".repeat(70_000));

        ContainerMetadata read = read(told(json));

        assertThat(read.labels()).isEmpty();
        assertThat(new String(read.text(ContainerMetadata.Text.NAME))).isEqualTo("web");
    }

    private Container told(ObjectNode json) {
        Container container = host.state.containerTold(ID, ContainerJson.metadata(json));
        containers.told(container, json);
        return container;
    }

    private ContainerMetadata read(Container container) {
        TestHost other = new TestHost();
        ScapEvent event = new ScapEvent().wrap(containers.event(container, 7), 0);
        return new StateUpdater(other.state).apply(event).containerMetadata();
    }

    private static ObjectNode description() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", 11)
                .put("id", ID.substring(0, 12))
                .put("full_id", ID)
                .put("name", "web");
    }
}
