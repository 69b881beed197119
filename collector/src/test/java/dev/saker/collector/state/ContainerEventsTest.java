// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.born;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.ContainerMetadata.Flag;
import dev.saker.schemas.ContainerMetadata.Text;
import org.junit.jupiter.api.Test;

class ContainerEventsTest {
    private final TestHost host = new TestHost();

    @Test
    void containerEvent_tellsAllThatThePluginKnows() {
        ContainerMetadata told =
                told(
                        """
                        {"container": {"type": 7, "id": "0123456789ab", "full_id": "0123456789abcd",
                         "name": "web", "image": "nginx:1", "ip": "10.0.0.7", "host_network": true,
                         "pod_sandbox_id": "", "pod_sandbox_labels": null, "labels": {"a": "b"},
                         "Mounts": [{"Source": "/etc", "Destination": "/e", "Mode": "z",
                                     "RW": true, "Propagation": "p"}]}}
                        """);

        assertThat(text(told, Text.TYPE)).isEqualTo("containerd");
        assertThat(text(told, Text.FULL_ID)).isEqualTo("0123456789abcd");
        assertThat(text(told, Text.IMAGE)).isEqualTo("nginx:1");
        assertThat(told.is(Flag.HOST_NETWORK)).isTrue();
        assertThat(told.is(Flag.PRIVILEGED)).isFalse();
        assertThat(told.mounts()).hasSize(1);
        assertThat(told.mounts().get(0).destination()).asString().isEqualTo("/e");
        assertThat(told.mounts().get(0).writable()).isTrue();
        assertThat(told.labels()).hasSize(1);
        assertThat(told.podLabels()).isEmpty();
        assertThat(told.text(Text.POD_IP)).isNull();
    }

    @Test
    void containerOfAPod_isToldOfItByThePodsOwnContainer_whicheverComesFirst() {
        String early = container("aaaaaaaaaaaa", "ffffffffffffffff", "", "");
        Container first = host.apply(event(early)).container();
        told(container("ffffffffffffffff", "", "{}", "10.1.1.1"));
        ContainerMetadata later = told(container("bbbbbbbbbbbb", "ffffffffffffffff", "", ""));

        assertThat(text(first.metadata(), Text.POD_IP)).isEqualTo("10.1.1.1");
        assertThat(text(later, Text.POD_IP)).isEqualTo("10.1.1.1");
    }

    @Test
    void noJson_saysNothing() {
        assertThat(host.apply(event("{\"container\": [")).containerMetadata()).isNull();
        assertThat(host.apply(event("[]")).containerMetadata()).isNull();
    }

    private ContainerMetadata told(String json) {
        host.apply(born(1, 0));
        return host.apply(event(json)).containerMetadata();
    }

    private static Event event(String json) {
        return Event.of(EventCodes.ASYNC, -1).with("name", "container").with("data", json);
    }

    private static String container(String id, String sandbox, String cni, String ip) {
        return """
               {"container": {"type": 6, "id": "%s", "full_id": "%s", "pod_sandbox_id": "%s",
                "cni_json": "%s", "ip": "%s"}}
               """
                .formatted(id.substring(0, 12), id, sandbox, cni, ip);
    }

    private static String text(ContainerMetadata told, Text text) {
        return new String(told.text(text));
    }
}
