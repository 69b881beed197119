// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import static dev.saker.rules.event.FieldSamples.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.ContainerMetadata.Flag;
import dev.saker.schemas.ContainerMetadata.Mount;
import dev.saker.schemas.ContainerMetadata.Text;
import dev.saker.schemas.FieldGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerFieldsTest {
    private static final Map<Text, String> TEXTS =
            Map.of(
                    Text.FULL_ID, "0123456789abcdef",
                    Text.NAME, "web",
                    Text.IP, "10.0.0.7",
                    Text.POD_SANDBOX_ID, "fedcba9876543210",
                    Text.POD_IP, "10.0.0.6");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "container.full_id | 0123456789abcdef",
                "container.name | web",
                "container.ip | 10.0.0.7",
                "container.privileged | true",
                "container.host_pid | false",
                "container.mounts | /proc:/host/proc:ro:false:rslave,/:/host::true:",
                "container.mount[0] | /proc:/host/proc:ro:false:rslave",
                "container.mount[2] | null",
                "container.mount.dest[0] | /host/proc",
                "container.mount.dest[/proc*] | /host/proc",
                "container.mount.dest[^/$] | /host",
                "container.mount.dest[/etc] | null",
                "container.mount.source[/host$] | /",
                "container.mount.mode[1] | ''",
                "container.mount.rdwr[1] | true",
                "container.mount.propagation[/proc] | rslave",
                "container.mount.dest[(] | null",
                "container.label[app] | shop",
                "container.label[none] | null",
                "container.labels | 'app:shop, empty'",
                "k8s.pod.name | shop-1",
                "k8s.ns.name | null",
                "k8s.pod.label[team] | blue",
                "k8s.pod.labels | team:blue",
                "k8s.pod.sandbox_id | fedcba987654",
                "k8s.pod.full_sandbox_id | fedcba9876543210",
                "k8s.pod.ip | 10.0.0.6",
                "k8s.pod.cni.json | null",
                "k8s.rc.name | null"
            })
    void field_ofAContainer_isWhatTheRuntimeTold(String field, String expected) {
        EventSample sample = inContainer();
        sample.containerMetadata = metadata();

        assertThat(read(sample, field)).isEqualTo(expected);
    }

    /** Which nearly all records have: what outputs end with, and what takes no room. */
    @ParameterizedTest
    @CsvSource({
        "container.name, web",
        "container.full_id, 0123456789abcdef",
        "container.privileged, true",
        "container.unresolved, false",
        "k8s.pod.name, shop-1",
        "k8s.ns.name, null",
        "k8s.pod.uid, unknown",
        "k8s.pod.ip, unknown",
        "container.image, unknown",
        "container.label[app], unknown",
        "container.labels, unknown",
        "container.mounts, unknown",
        "container.mount[0], unknown"
    })
    void field_ofARecordWithNamesAlone_isKnownIfItIsAmongThem(String field, String expected) {
        EventSample sample = inContainer();
        sample.containerMetadata = metadata();
        sample.projection = FieldGroup.DEFAULT | FieldGroup.CONTAINER_NAMES.bit();

        assertThat(read(sample, field)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "container.mount[0], null, null, unknown",
        "container.mounts, '', null, unknown",
        "container.labels, '', null, unknown",
        "container.label[app], null, null, unknown",
        "container.host_ipc, false, null, unknown",
        "k8s.pod.sandbox_id, '', null, unknown",
        "k8s.pod.ip, '', null, unknown",
        "k8s.pod.cni.json, '', null, unknown"
    })
    void field_ofNothingTold_dependsOnWhoWasAsked(
            String field, String onHost, String untold, String unasked) {
        EventSample sample = inContainer();
        assertThat(read(sample, field)).isEqualTo(untold);

        sample.projection = FieldGroup.DEFAULT;
        assertThat(read(sample, field)).isEqualTo(unasked);

        assertThat(read(new EventSample(), field)).isEqualTo(onHost);
    }

    /** The container plugin's extract.cpp: looked up by no id, the pod is the host's entry. */
    @Test
    void podAddress_ofAContainerWithoutPod_isEmpty() {
        EventSample sample = inContainer();
        sample.containerMetadata =
                ContainerMetadata.of(Map.of(), Map.of(), List.of(), Map.of(), Map.of());

        assertThat(read(sample, "k8s.pod.ip")).isEmpty();
        assertThat(read(sample, "k8s.pod.cni.json")).isEmpty();
    }

    private static EventSample inContainer() {
        EventSample sample = new EventSample();
        sample.containerId = "0123456789ab";
        sample.containerFullId = "0123456789abcdef";
        return sample;
    }

    private static ContainerMetadata metadata() {
        return ContainerMetadata.of(
                TEXTS,
                Map.of(Flag.PRIVILEGED, true),
                List.of(
                        mount("/proc", "/host/proc", "ro", false, "rslave"),
                        mount("/", "/host", "", true, "")),
                Map.of("app", "shop", "empty", "", "io.kubernetes.pod.name", "shop-1"),
                Map.of("team", "blue"));
    }

    private static Mount mount(
            String source, String destination, String mode, boolean writable, String propagation) {
        return new Mount(
                bytes(source), bytes(destination), bytes(mode), writable, bytes(propagation));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
