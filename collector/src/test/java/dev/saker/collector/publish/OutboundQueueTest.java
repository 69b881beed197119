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
import dev.saker.schemas.ContainerMetadata.Mount;
import dev.saker.schemas.ContainerMetadata.Text;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.SyscallEventWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private static final String ID = "a".repeat(64);
    private static final int NAMES = FieldGroup.DEFAULT | FieldGroup.CONTAINER_NAMES.bit();
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

    /** Whether it was told before or while the record waited. */
    @Test
    void record_ofNamesAlone_saysThemAndNothingElse() {
        host.state.containers().askBy(id -> true);
        host.startContainer(7, "/docker/" + ID);
        publish(7, NAMES);
        host.state.containerTold(ID, described());
        queue.advance();
        publish(7, NAMES);
        publish(7, GROUPS);

        List<byte[]> records = kept.records();
        assertThat(records.get(0)).isEqualTo(records.get(1));
        ContainerMetadata names = kept.events(record -> true).get(0).containerMetadata();
        assertThat(names.text(Text.NAME)).asString().isEqualTo("web");
        assertThat(names.text(Text.IMAGE_TAG)).asString().isEqualTo("1.25");
        assertThat(names.text(Text.FULL_ID)).isEmpty();
        assertThat(names.labels()).hasSize(2);
        assertThat(names.mounts()).isEmpty();
        assertThat(kept.events(record -> true).get(2).containerMetadata()).isEqualTo(described());
    }

    /**
     * Every event of a container carries what outputs end with, and a tenth of the rest is names.
     */
    @Test
    void names_areATenthOfWhatIsToldOfAPod() {
        host.startContainer(7, "/docker/" + ID);
        host.state.containerTold(ID, described());
        publish(7, FieldGroup.DEFAULT);
        publish(7, NAMES);
        publish(7, NAMES | FieldGroup.CONTAINER_DETAILS.bit());

        List<Integer> lengths = kept.records().stream().map(record -> record.length).toList();
        assertThat(lengths.get(1) - lengths.get(0)).isLessThanOrEqualTo(150);
        assertThat(lengths.get(2) - lengths.get(0)).isGreaterThan(1_200);
    }

    private void publish(long tid) {
        publish(tid, GROUPS);
    }

    private void publish(long tid, int groups) {
        context.setProjection(groups);
        host.during(
                Event.of(EventCodes.CHDIR, tid).with("res", 0).with("path", "/tmp").build(),
                current -> {
                    writer.writeFramed(1, context.of(current), groups);
                    Container container = context.container();
                    queue.event(
                            writer.array(), writer.length(), writer.detailsAt(), groups, container);
                    return null;
                });
    }

    /** A web server as Kubernetes starts one through containerd. */
    private static ContainerMetadata described() {
        String pod = "86fab5ae-0b0c-4d2c-a1a8-1f0a1b1c1d1e";
        String volumes = "/var/lib/kubelet/pods/" + pod + "/volumes/kubernetes.io~";
        List<Mount> mounts =
                Stream.of(
                                volumes + "configmap/settings:/etc/nginx/conf.d",
                                volumes + "secret/tls:/etc/nginx/tls",
                                volumes + "projected/kube-api-access-x7k2p:/var/run/secrets",
                                "/var/lib/kubelet/pods/" + pod + "/etc-hosts:/etc/hosts",
                                "/dev/shm:/dev/shm")
                        .map(OutboundQueueTest::mount)
                        .toList();
        return ContainerMetadata.of(
                Map.of(
                        Text.NAME, "web",
                        Text.FULL_ID, ID,
                        Text.TYPE, "containerd",
                        Text.IMAGE, "docker.io/library/nginx:1.25",
                        Text.IMAGE_REPOSITORY, "docker.io/library/nginx",
                        Text.IMAGE_TAG, "1.25",
                        Text.IMAGE_ID, "b".repeat(64),
                        Text.IMAGE_DIGEST, "sha256:" + "c".repeat(64),
                        Text.POD_SANDBOX_ID, "d".repeat(64),
                        Text.POD_IP, "10.244.1.17"),
                Map.of(),
                mounts,
                Map.of(
                        "io.kubernetes.container.name", "web",
                        "io.kubernetes.pod.name", "shop-7d4b9c6f5-x7k2p",
                        "io.kubernetes.pod.namespace", "sales",
                        "io.kubernetes.pod.uid", pod),
                Map.of(
                        "app.kubernetes.io/name", "shop",
                        "app.kubernetes.io/instance", "shop-production",
                        "app.kubernetes.io/managed-by", "Helm",
                        "helm.sh/chart", "shop-4.2.1",
                        "pod-template-hash", "7d4b9c6f5",
                        "io.kubernetes.pod.uid", pod));
    }

    private static Mount mount(String fromAndTo) {
        int colon = fromAndTo.indexOf(':', fromAndTo.indexOf('~') + 1);
        return new Mount(
                fromAndTo.substring(0, colon).getBytes(StandardCharsets.UTF_8),
                fromAndTo.substring(colon + 1).getBytes(StandardCharsets.UTF_8),
                new byte[0],
                true,
                "rprivate".getBytes(StandardCharsets.UTF_8));
    }

    private static ContainerMetadata named(String name) {
        Map<Text, String> texts = Map.of(Text.NAME, name, Text.FULL_ID, ID);
        return ContainerMetadata.of(texts, Map.of(), List.of(), Map.of(), Map.of());
    }

    private static String name(SyscallEventReader record) {
        return new String(record.containerMetadata().text(Text.NAME), StandardCharsets.UTF_8);
    }
}
