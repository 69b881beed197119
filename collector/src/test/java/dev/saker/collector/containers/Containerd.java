// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import dev.saker.collector.containers.pods.ContainerConfig;
import dev.saker.collector.containers.pods.ContainerRequest;
import dev.saker.collector.containers.pods.CreateContainerRequest;
import dev.saker.collector.containers.pods.CreateContainerResponse;
import dev.saker.collector.containers.pods.Empty;
import dev.saker.collector.containers.pods.PodRequest;
import dev.saker.collector.containers.pods.PodSandboxConfig;
import dev.saker.collector.containers.pods.RunPodSandboxRequest;
import dev.saker.collector.containers.pods.RunPodSandboxResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.grpc.stub.ClientCalls;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A containerd of the test's own, and a client that runs pods through its CRI plugin. */
final class Containerd implements AutoCloseable {
    static final String PAUSE = "registry.k8s.io/pause:3.6";

    private static final String CONFIGURATION =
            """
            version = 2
            root = "%1$s/root"
            state = "%1$s/state"
            [grpc]
              address = "%1$s/containerd.sock"
            [ttrpc]
              address = "%1$s/containerd.sock.ttrpc"
            [plugins."io.containerd.grpc.v1.cri"]
              sandbox_image = "%2$s"
              restrict_oom_score_adj = true
              disable_apparmor = true
            """;

    private final Path directory;
    private final Process daemon;
    private final EventLoopGroup threads =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ManagedChannel channel;
    private final List<String> pods = new ArrayList<>();

    Containerd(Path directory) throws IOException {
        this.directory = directory;
        Path configuration = directory.resolve("config.toml");
        Files.writeString(configuration, CONFIGURATION.formatted(directory, PAUSE));
        this.daemon =
                Shell.start(
                        Map.of(),
                        directory.resolve("log"),
                        List.of("containerd", "--config", configuration.toString()));
        await("containerd's socket").until(() -> Files.exists(socket()));
        this.channel =
                NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket()))
                        .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                        .eventLoopGroup(threads)
                        .withOption(ChannelOption.SO_KEEPALIVE, null)
                        .overrideAuthority("localhost")
                        .usePlaintext()
                        .build();
    }

    Path socket() {
        return directory.resolve("containerd.sock");
    }

    void load(Path archive) throws IOException {
        ctr("images", "import", archive.toString());
    }

    private void ctr(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ctr", "--address", socket().toString()));
        command.addAll(List.of("--namespace", "k8s.io"));
        command.addAll(List.of(arguments));
        Shell.run(Map.of(), command);
    }

    String runPod(PodSandboxConfig config) {
        RunPodSandboxRequest request = RunPodSandboxRequest.newBuilder().setConfig(config).build();
        String pod =
                call("RunPodSandbox", request, RunPodSandboxResponse.getDefaultInstance())
                        .getPodSandboxId();
        pods.add(pod);
        return pod;
    }

    String startContainer(String pod, PodSandboxConfig podConfig, ContainerConfig config) {
        CreateContainerRequest request =
                CreateContainerRequest.newBuilder()
                        .setPodSandboxId(pod)
                        .setConfig(config)
                        .setSandboxConfig(podConfig)
                        .build();
        String id =
                call("CreateContainer", request, CreateContainerResponse.getDefaultInstance())
                        .getContainerId();
        ContainerRequest start = ContainerRequest.newBuilder().setContainerId(id).build();
        call("StartContainer", start, Empty.getDefaultInstance());
        return id;
    }

    private <Q extends MessageLite, A extends MessageLite> A call(
            String name, Q request, A answer) {
        MethodDescriptor<Q, A> method =
                MethodDescriptor.<Q, A>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("runtime.v1.RuntimeService/" + name)
                        .setRequestMarshaller(ProtoLiteUtils.marshaller(requestType(request)))
                        .setResponseMarshaller(ProtoLiteUtils.marshaller(answer))
                        .build();
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(60));
        return ClientCalls.blockingUnaryCall(channel, method, options, request);
    }

    @SuppressWarnings("unchecked") // a message's default instance is of its own type
    private static <Q extends MessageLite> Q requestType(Q request) {
        return (Q) request.getDefaultInstanceForType();
    }

    @Override
    public void close() throws IOException {
        for (String pod : pods) {
            PodRequest request = PodRequest.newBuilder().setPodSandboxId(pod).build();
            call("StopPodSandbox", request, Empty.getDefaultInstance());
            call("RemovePodSandbox", request, Empty.getDefaultInstance());
        }
        channel.shutdownNow();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        daemon.destroy();
        await("containerd's end").until(() -> !daemon.isAlive());
    }
}
