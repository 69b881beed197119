// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.MessageLite;
import dev.saker.collector.containers.cri.ContainerFilter;
import dev.saker.collector.containers.cri.ContainerStatusRequest;
import dev.saker.collector.containers.cri.ContainerStatusResponse;
import dev.saker.collector.containers.cri.ListContainersRequest;
import dev.saker.collector.containers.cri.ListContainersResponse;
import dev.saker.collector.containers.cri.PodSandboxStatusRequest;
import dev.saker.collector.containers.cri.PodSandboxStatusResponse;
import dev.saker.collector.containers.cri.VersionRequest;
import dev.saker.collector.containers.cri.VersionResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.lite.ProtoLiteUtils;
import io.grpc.stub.ClientCalls;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A runtime that Kubernetes could use: containerd, CRI-O and their kin. */
final class CriRuntime implements ContainerRuntime {
    private static final String SERVICE = "runtime.v1.RuntimeService";
    private static final int MAX_ANSWER = 16 << 20;

    private static final MethodDescriptor<VersionRequest, VersionResponse> VERSION =
            method(
                    "Version",
                    VersionRequest.getDefaultInstance(),
                    VersionResponse.getDefaultInstance());
    private static final MethodDescriptor<ListContainersRequest, ListContainersResponse> LIST =
            method(
                    "ListContainers",
                    ListContainersRequest.getDefaultInstance(),
                    ListContainersResponse.getDefaultInstance());
    private static final MethodDescriptor<ContainerStatusRequest, ContainerStatusResponse>
            CONTAINER_STATUS =
                    method(
                            "ContainerStatus",
                            ContainerStatusRequest.getDefaultInstance(),
                            ContainerStatusResponse.getDefaultInstance());
    private static final MethodDescriptor<PodSandboxStatusRequest, PodSandboxStatusResponse>
            POD_STATUS =
                    method(
                            "PodSandboxStatus",
                            PodSandboxStatusRequest.getDefaultInstance(),
                            PodSandboxStatusResponse.getDefaultInstance());

    private final ManagedChannel channel;
    private final Duration timeout;
    private final int labelLength;
    private volatile CriDescriptions descriptions;

    CriRuntime(EventLoopGroup threads, Path socket, Duration timeout, int labelLength) {
        this.timeout = timeout;
        this.labelLength = labelLength;
        this.channel =
                NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                        .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                        .eventLoopGroup(threads)
                        // gRPC asks for it, and such sockets do not have it
                        .withOption(ChannelOption.SO_KEEPALIVE, null)
                        .overrideAuthority("localhost")
                        .usePlaintext()
                        .maxInboundMessageSize(MAX_ANSWER)
                        .directExecutor()
                        .build();
    }

    @Override
    public Optional<ObjectNode> describe(String id) throws IOException {
        try {
            if (descriptions == null) {
                VersionResponse version = call(VERSION, VersionRequest.getDefaultInstance());
                descriptions = new CriDescriptions(version.getRuntimeName(), labelLength);
            }
            return container(id).or(() -> sandbox(id));
        } catch (StatusRuntimeException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    @Override
    public void greet() throws IOException {
        try {
            call(VERSION, VersionRequest.getDefaultInstance());
        } catch (StatusRuntimeException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    private Optional<ObjectNode> container(String id) {
        ListContainersRequest request =
                ListContainersRequest.newBuilder()
                        .setFilter(ContainerFilter.newBuilder().setId(id))
                        .build();
        ListContainersResponse list = call(LIST, request);
        if (list.getContainersCount() == 0) {
            return Optional.empty();
        }
        ContainerStatusRequest question =
                ContainerStatusRequest.newBuilder().setContainerId(id).setVerbose(true).build();
        return found(() -> call(CONTAINER_STATUS, question))
                .map(
                        status ->
                                descriptions.container(
                                        status,
                                        podStatus(list.getContainers(0).getPodSandboxId())));
    }

    /** The container that holds a pod's namespaces is not on the list of containers. */
    private Optional<ObjectNode> sandbox(String id) {
        return podStatus(id).map(descriptions::sandbox);
    }

    private Optional<PodSandboxStatusResponse> podStatus(String id) {
        PodSandboxStatusRequest question =
                PodSandboxStatusRequest.newBuilder().setPodSandboxId(id).setVerbose(true).build();
        return found(() -> call(POD_STATUS, question));
    }

    private interface Question<T> {
        T ask();
    }

    private static <T> Optional<T> found(Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private <Q, A> A call(MethodDescriptor<Q, A> method, Q question) {
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return ClientCalls.blockingUnaryCall(channel, method, options, question);
    }

    private static <Q extends MessageLite, A extends MessageLite> MethodDescriptor<Q, A> method(
            String name, Q question, A answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(ProtoLiteUtils.marshaller(question))
                .setResponseMarshaller(ProtoLiteUtils.marshaller(answer))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
