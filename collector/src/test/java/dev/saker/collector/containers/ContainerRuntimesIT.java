// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.collector.containers.pods.ContainerConfig;
import dev.saker.collector.containers.pods.ContainerMetadata.Builder;
import dev.saker.collector.containers.pods.ImageSpec;
import dev.saker.collector.containers.pods.LinuxContainerConfig;
import dev.saker.collector.containers.pods.LinuxContainerSecurityContext;
import dev.saker.collector.containers.pods.LinuxPodSandboxConfig;
import dev.saker.collector.containers.pods.LinuxSandboxSecurityContext;
import dev.saker.collector.containers.pods.Mount;
import dev.saker.collector.containers.pods.NamespaceMode;
import dev.saker.collector.containers.pods.NamespaceOption;
import dev.saker.collector.containers.pods.PodSandboxConfig;
import dev.saker.collector.containers.pods.PodSandboxMetadata;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.ContainerMetadata;
import dev.saker.schemas.ContainerMetadata.Flag;
import dev.saker.schemas.ContainerMetadata.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real runtimes tell of real containers. */
final class ContainerRuntimesIT {
    private static Podman podman;

    @BeforeAll
    static void startPodman(@TempDir Path directory) throws IOException {
        Shell.assume(ContainerRuntimesIT.class, "podman", "runc", "busybox");
        podman = new Podman(directory);
    }

    @AfterAll
    static void stopPodman() throws IOException {
        if (podman != null) {
            podman.close();
        }
    }

    @Test
    void ask_podmansOwnInterface_tellsOfTheContainer() throws IOException {
        String id = startNamed("one");

        ContainerMetadata told = told(options("podman: [" + podman.socket() + "]"), id);

        assertThat(text(told, Text.TYPE)).isEqualTo("podman");
        assertOrdinary(told, id, "one");
        assertThat(text(told, Text.IMAGE_DIGEST)).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void ask_dockersInterface_tellsTheSame() throws IOException {
        String id = startNamed("two");

        ContainerMetadata told = told(options("docker: [" + podman.socket() + "]"), id);

        assertThat(text(told, Text.TYPE)).isEqualTo("docker");
        assertOrdinary(told, id, "two");
    }

    @Test
    void ask_privilegedOnTheHostsNetwork_tellsThat() throws IOException {
        String id =
                podman.start("--privileged", "--network", "host", "--pid", "host", Podman.IMAGE);

        ContainerMetadata told = told(options("podman: [" + podman.socket() + "]"), id);

        assertThat(told.is(Flag.PRIVILEGED)).isTrue();
        assertThat(told.is(Flag.HOST_NETWORK)).isTrue();
        assertThat(told.is(Flag.HOST_PID)).isTrue();
        assertThat(told.is(Flag.HOST_IPC)).isFalse();
    }

    @Test
    void ask_containerd_tellsOfContainerAndPod(@TempDir Path directory) throws IOException {
        Shell.assume(ContainerRuntimesIT.class, "containerd", "ctr");
        podman.image("pause", Containerd.PAUSE);
        try (Containerd containerd = new Containerd(directory)) {
            for (String image : List.of(Podman.IMAGE, Containerd.PAUSE)) {
                Path archive = directory.resolve("image.tar");
                podman.save(image, archive);
                containerd.load(archive);
                Files.delete(archive);
            }
            PodSandboxConfig podConfig = pod();
            String pod = containerd.runPod(podConfig);
            String id = containerd.startContainer(pod, podConfig, container());

            Map<String, ContainerMetadata> told =
                    told(options("cri: [" + containerd.socket() + "]"), List.of(id, pod));

            assertContainerOfPod(told.get(id), id, pod);
            assertThat(label(told.get(pod), "io.kubernetes.pod.name")).isEqualTo("shop-1");
            assertThat(text(told.get(pod), Text.FULL_ID)).isEqualTo(pod);
        }
    }

    private static String startNamed(String name) throws IOException {
        return podman.start(
                "--name",
                name,
                "--network",
                "none",
                "--label",
                "team=blue",
                "--label",
                "long=" + "x".repeat(101),
                "--volume",
                "/usr/share:/shared:ro",
                Podman.IMAGE);
    }

    private static void assertOrdinary(ContainerMetadata told, String id, String name) {
        assertThat(text(told, Text.FULL_ID)).isEqualTo(id);
        assertThat(text(told, Text.NAME)).isEqualTo(name);
        assertThat(text(told, Text.IMAGE)).isEqualTo(Podman.IMAGE);
        assertThat(text(told, Text.IMAGE_REPOSITORY)).isEqualTo("localhost/saker-it");
        assertThat(text(told, Text.IMAGE_TAG)).isEqualTo("latest");
        assertThat(text(told, Text.IMAGE_ID)).matches("[0-9a-f]{64}");
        assertThat(told.is(Flag.PRIVILEGED)).isFalse();
        assertThat(label(told, "team")).isEqualTo("blue");
        assertThat(label(told, "long")).isNull();
        assertThat(told.mounts())
                .anySatisfy(
                        mount -> {
                            assertThat(string(mount.source())).isEqualTo("/usr/share");
                            assertThat(string(mount.destination())).isEqualTo("/shared");
                            assertThat(mount.writable()).isFalse();
                        });
    }

    private static void assertContainerOfPod(ContainerMetadata told, String id, String pod) {
        assertThat(text(told, Text.TYPE)).isEqualTo("containerd");
        assertThat(text(told, Text.FULL_ID)).isEqualTo(id);
        assertThat(text(told, Text.NAME)).isEqualTo("till");
        assertThat(text(told, Text.IMAGE_REPOSITORY)).isEqualTo("localhost/saker-it");
        assertThat(text(told, Text.IMAGE_TAG)).isEqualTo("latest");
        assertThat(text(told, Text.POD_SANDBOX_ID)).isEqualTo(pod);
        assertThat(label(told, "io.kubernetes.pod.name")).isEqualTo("shop-1");
        assertThat(label(told, "io.kubernetes.pod.namespace")).isEqualTo("sales");
        assertThat(label(told, "io.kubernetes.pod.uid")).isEqualTo("86fab5ae-0b0c-4d2c");
        assertThat(told.podLabels()).containsKey(bytes("app"));
        assertThat(told.is(Flag.PRIVILEGED)).isTrue();
        assertThat(told.is(Flag.HOST_NETWORK)).isTrue();
        assertThat(told.is(Flag.HOST_PID)).isFalse();
        assertThat(told.mounts())
                .singleElement()
                .satisfies(
                        mount -> {
                            assertThat(string(mount.source())).isEqualTo("/usr/share");
                            assertThat(mount.writable()).isFalse();
                        });
    }

    /** On the host's network: there is no network plugin. */
    private static PodSandboxConfig pod() {
        NamespaceOption namespaces =
                NamespaceOption.newBuilder()
                        .setNetwork(NamespaceMode.NODE)
                        .setPid(NamespaceMode.CONTAINER)
                        .build();
        return PodSandboxConfig.newBuilder()
                .setMetadata(
                        PodSandboxMetadata.newBuilder()
                                .setName("shop-1")
                                .setNamespace("sales")
                                .setUid("86fab5ae-0b0c-4d2c"))
                .putLabels("app", "shop")
                .setLinux(
                        LinuxPodSandboxConfig.newBuilder()
                                .setSecurityContext(
                                        LinuxSandboxSecurityContext.newBuilder()
                                                .setNamespaceOptions(namespaces)
                                                .setPrivileged(true)))
                .build();
    }

    private static ContainerConfig container() {
        Builder metadata =
                dev.saker.collector.containers.pods.ContainerMetadata.newBuilder().setName("till");
        NamespaceOption namespaces =
                NamespaceOption.newBuilder()
                        .setNetwork(NamespaceMode.NODE)
                        .setPid(NamespaceMode.CONTAINER)
                        .build();
        return ContainerConfig.newBuilder()
                .setMetadata(metadata)
                .setImage(ImageSpec.newBuilder().setImage(Podman.IMAGE))
                .addCommand("sleep")
                .addCommand("600")
                .addMounts(
                        Mount.newBuilder()
                                .setHostPath("/usr/share")
                                .setContainerPath("/shared")
                                .setReadonly(true))
                .setLinux(
                        LinuxContainerConfig.newBuilder()
                                .setSecurityContext(
                                        LinuxContainerSecurityContext.newBuilder()
                                                .setPrivileged(true)
                                                .setNamespaceOptions(namespaces)))
                .build();
    }

    private static ContainerOptions options(String sockets) {
        return Options.parse("engines: [" + sockets.split(":")[0] + "]\n" + sockets);
    }

    private static ContainerMetadata told(ContainerOptions options, String id) {
        return told(options, List.of(id)).get(id);
    }

    private static Map<String, ContainerMetadata> told(ContainerOptions options, List<String> ids) {
        Map<String, ContainerMetadata> told = new HashMap<>();
        TestHost host = new TestHost();
        try (ContainerLookups lookups = ContainerLookups.open(options)) {
            ids.forEach(id -> assertThat(lookups.ask(id)).isTrue());
            await("answers")
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> {
                                lookups.tell(
                                        host.state,
                                        (container, json) ->
                                                told.put(
                                                        string(container.fullId()),
                                                        container.metadata()));
                                return told.keySet().containsAll(ids);
                            });
        }
        return told;
    }

    private static String text(ContainerMetadata told, Text text) {
        return string(told.text(text));
    }

    private static String label(ContainerMetadata told, String name) {
        byte[] value = told.labels().get(bytes(name));
        return value == null ? null : string(value);
    }

    private static String string(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
