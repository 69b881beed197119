// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import dev.saker.standalone.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Our images as they are, run over a socket that speaks Docker's protocol. */
final class ImagesIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int REST_PORT = 8081;

    @BeforeAll
    static void start() throws IOException {
        ContainerEngine.assumeImages(ImagesIT.class);
        Host.assumeObservable(ImagesIT.class);
        Host.claim();
        ContainerEngine.shared();
    }

    @Test
    void tools_run_doTheCommandAndEndWithItsStatus() {
        try (GenericContainer<?> tools = image("saker-tools")) {
            tools.withCommand("version")
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(LIMIT))
                    .start();

            assertThat(tools.getLogs()).contains("saker 0.").contains("java ");
        }
    }

    @Test
    void tools_withTheCollectorsCapabilities_findTheHostFit() {
        try (GenericContainer<?> tools = image("saker-tools")) {
            tools.withCommand("doctor")
                    .withCreateContainerCmdModifier(ImagesIT::asCollector)
                    .withCreateContainerCmdModifier(command -> command.withUser("0"))
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(LIMIT))
                    .start();

            assertThat(tools.getLogs()).contains("CAP_BPF and CAP_PERFMON").doesNotContain("FAIL");
        }
    }

    @Test
    void collector_withFourCapabilities_publishesWhatHappensOnTheHost(@TempDir Path directory)
            throws Exception {
        try (EmbeddedKafka broker = Broker.start(directory);
                GenericContainer<?> collector = image("saker-collector")) {
            Path config = directory.resolve("collector.yaml");
            Files.writeString(
                    config,
                    "node: image\nkafka: {bootstrap_servers: \"%s\"}\nadmin: {port: 0}\n"
                            .formatted(broker.bootstrap()));
            String mounted = "/etc/saker/collector.yaml";
            collector
                    .withFileSystemBind(config.toString(), mounted, BindMode.READ_ONLY)
                    .withNetworkMode("host")
                    .withCreateContainerCmdModifier(ImagesIT::asCollector)
                    .waitingFor(Wait.forLogMessage(".*watching this host.*", 1))
                    .withStartupTimeout(LIMIT)
                    .start();

            // Outside the container: it must see the host's processes, and know them from /proc.
            await("events")
                    .atMost(LIMIT)
                    .until(
                            () -> {
                                Command.run(List.of("true")).orThrow();
                                return TopicContent.values(
                                                        broker.bootstrap(), "saker.events.syscall")
                                                .size()
                                        > 1_000;
                            });

            collector.getDockerClient().stopContainerCmd(collector.getContainerId()).exec();
            assertThat(collector.getLogs()).contains("CollectorSummary[").contains("failed=0");
        }
    }

    @Test
    void flink_jobManagerAndTaskManager_findEachOtherAndServeRest() throws Exception {
        try (Network network = Network.newNetwork();
                GenericContainer<?> jobManager = image("saker-flink");
                GenericContainer<?> taskManager = image("saker-flink")) {
            String properties = "jobmanager.rpc.address: jobmanager";
            jobManager
                    .withNetwork(network)
                    .withNetworkAliases("jobmanager")
                    .withEnv("FLINK_PROPERTIES", properties)
                    .withExposedPorts(REST_PORT)
                    .withCommand("jobmanager")
                    .waitingFor(Wait.forHttp("/overview").forPort(REST_PORT))
                    .withStartupTimeout(LIMIT)
                    .start();
            taskManager
                    .withNetwork(network)
                    .withEnv("FLINK_PROPERTIES", properties)
                    .withCommand("taskmanager")
                    .start();

            String address = "http://127.0.0.1:" + jobManager.getMappedPort(REST_PORT);
            await("slots")
                    .atMost(LIMIT)
                    .until(() -> get(address + "/overview").contains("\"slots-total\":4"));
            assertThat(jobManager.execInContainer("flink", "list").getStdout())
                    .contains("No running jobs");
            assertThat(jobManager.execInContainer("id", "-u").getStdout().strip())
                    .isEqualTo("9999");
        }
    }

    /** As the chart starts it: the job is there before a TaskManager or Kafka is. */
    @Test
    void flink_askedForDetection_isAJobManagerOfThatJob() throws Exception {
        String file = Host.root().resolve("deploy/compose/detection.yaml").toString();
        try (GenericContainer<?> jobManager = image("saker-flink")) {
            jobManager
                    .withFileSystemBind(file, "/etc/saker/detection.yaml", BindMode.READ_ONLY)
                    .withCommand("detection")
                    .withExposedPorts(REST_PORT)
                    .waitingFor(Wait.forHttp("/overview").forPort(REST_PORT))
                    .withStartupTimeout(LIMIT)
                    .start();

            String address = "http://127.0.0.1:" + jobManager.getMappedPort(REST_PORT);
            await("job")
                    .atMost(LIMIT)
                    .until(() -> get(address + "/jobs/overview").contains("saker-detection"));
        }
    }

    private static GenericContainer<?> image(String name) {
        DockerImageName image = DockerImageName.parse("localhost/" + name + ":latest");
        return new GenericContainer<>(image).withImagePullPolicy(any -> false);
    }

    /** As docker-compose.yml and the chart have it. */
    private static void asCollector(CreateContainerCmd command) {
        command.getHostConfig()
                .withPidMode("host")
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "exec,mode=1777"))
                .withSecurityOpts(List.of("seccomp=unconfined"))
                .withCapDrop(Capability.ALL)
                .withCapAdd(
                        Capability.BPF,
                        Capability.PERFMON,
                        Capability.SYS_PTRACE,
                        Capability.DAC_READ_SEARCH);
    }

    private static String get(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
