// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saker.collector.state.Container;
import dev.saker.collector.state.ContainerQuestions;
import dev.saker.collector.state.HostState;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks the container runtimes of this host. Questions come from the thread that keeps the host's
 * state, and the answers are put to it by that thread too, when it looks for them; between the two
 * it never waits.
 */
public final class ContainerLookups implements ContainerQuestions, AutoCloseable {
    /** Somebody who wants to know what was told, as it was told. */
    public interface Listener {
        Listener NONE = (container, json) -> {};

        /** A runtime told of a container in the form of Falco's container plugin. */
        void told(Container container, ObjectNode json);
    }

    private final List<RuntimeWorker> workers = new ArrayList<>();
    private final Queue<Ask.Answer> answers = new ConcurrentLinkedQueue<>();
    private final LookupCounter counter = new LookupCounter();
    private final EventLoopGroup threads;
    private volatile long asked;
    private volatile long answered;

    private ContainerLookups(ContainerOptions options) {
        threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        for (EngineKind kind : EngineKind.values()) {
            for (Path socket : options.sockets(kind)) {
                ContainerRuntime runtime = runtime(kind, socket, options);
                workers.add(new RuntimeWorker(kind, socket, runtime, counter));
            }
        }
    }

    /** Finds nobody if the options say so, or if no runtime is there. */
    public static ContainerLookups open(ContainerOptions options) {
        return new ContainerLookups(options);
    }

    private ContainerRuntime runtime(EngineKind kind, Path socket, ContainerOptions options) {
        return switch (kind) {
            case DOCKER -> new DockerRuntime(client(socket, options), options.labelLength());
            case PODMAN -> new PodmanRuntime(client(socket, options), options.labelLength());
            case CRI -> new CriRuntime(threads, socket, options.timeout(), options.labelLength());
        };
    }

    private SocketClient client(Path socket, ContainerOptions options) {
        return new SocketClient(threads, socket, options.timeout());
    }

    @Override
    public boolean ask(String fullId) {
        if (!RuntimeIds.isId(fullId)) {
            return false;
        }
        asked++; // by one thread
        Ask ask = new Ask(fullId, answers::add);
        workers.stream().filter(RuntimeWorker::isPromising).forEach(ask::hopeFor);
        boolean hopeful = ask.isHopeful();
        workers.forEach(worker -> worker.ask(ask));
        return hopeful;
    }

    /** Puts to the host's state what has been answered meanwhile. */
    public void tell(HostState host, Listener listener) {
        for (Ask.Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            if (answer.metadata() == null) {
                host.containerUnanswered(answer.id());
            } else {
                answered++; // by one thread
                listener.told(host.containerTold(answer.id(), answer.metadata()), answer.json());
            }
        }
    }

    public LookupCounts counts() {
        return new LookupCounts(
                asked, answered, counter.unknowns(), counter.refusals(), counter.failures());
    }

    @Override
    public void close() {
        workers.forEach(RuntimeWorker::close);
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
