// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.saker.collector.state.Container;
import dev.saker.collector.testing.TestHost;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that nobody, or nobody sane, listens on. */
class RuntimeFaultsTest {
    private static final String ID = "c".repeat(64);
    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private final TestHost host = new TestHost();

    @Test
    void ask_noSocketThere_isNotWaitedFor(@TempDir Path directory) {
        String nowhere = directory.resolve("none.sock").toString();
        ContainerOptions options =
                Options.parse("{docker: [%1$s], podman: [%1$s], cri: [%1$s]}".formatted(nowhere));
        try (ContainerLookups lookups = ContainerLookups.open(options)) {
            assertThat(lookups.ask(ID)).isFalse();
            assertThat(lookups.counts().failed()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman", "cri"})
    void ask_answersOfNoSense_areCountedAndNotWaitedFor(String kind, @TempDir Path directory)
            throws IOException {
        assertGivesUp(kind, directory, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"Id\": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman", "cri"})
    void ask_noAnswer_isCountedAndNotWaitedFor(String kind, @TempDir Path directory)
            throws IOException {
        assertGivesUp(kind, directory, "");
    }

    @Test
    void ask_anEndlessAnswer_isCutOff(@TempDir Path directory) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 2000000000\r\n\r\n";
        assertGivesUp("docker", directory, head + "x".repeat(1 << 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void ask_noAnswerAboutOneContainer_othersAreToldOfAndItIsAskedAboutAgain(
            String kind, @TempDir Path directory) throws IOException {
        String other = "a".repeat(64);
        try (Stub stub = new Stub(directory.resolve("runtime.sock"), JSON);
                ContainerLookups lookups = ContainerLookups.open(stub.asked(kind))) {
            stub.silentAbout = ID;
            host.state.containers().askBy(lookups);
            Container locked = host.startContainer(7, "/docker/" + ID);
            Container free = host.startContainer(8, "/docker/" + other);

            awaitTold(lookups, free);
            assertThat(locked.isAwaited()).as("may still be waited for").isTrue();
            await("counted").until(() -> lookups.counts().failed() > 1);
            assertThat(lookups.ask("d".repeat(64))).as("it is not away").isTrue();

            stub.silentAbout = "nothing";
            awaitTold(lookups, locked);
            assertThat(lookups.counts().unknown()).isZero();
        }
    }

    @Test
    void ask_slowAboutThree_isToldOfAFourthMeanwhile(@TempDir Path directory) throws IOException {
        String slow = "5".repeat(63);
        try (Stub stub = new Stub(directory.resolve("runtime.sock"), JSON);
                ContainerLookups lookups = ContainerLookups.open(stub.asked("docker", "5s"))) {
            stub.silentAbout = slow;
            host.state.containers().askBy(lookups);
            for (int i = 0; i < 3; i++) {
                host.startContainer(10 + i, "/docker/" + slow + i);
            }
            long asked = System.nanoTime();
            awaitTold(lookups, host.startContainer(8, "/docker/" + "a".repeat(64)));

            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void ask_moreThanCanWait_isRefusedAndCounted(@TempDir Path directory) throws IOException {
        try (Stub stub = new Stub(directory.resolve("runtime.sock"), "");
                ContainerLookups lookups = ContainerLookups.open(stub.asked("docker", "60s"))) {
            for (int container = 0; container < 4_100; container++) {
                assertThat(lookups.ask("%064x".formatted(container))).isTrue();
            }
            assertThat(lookups.counts().refused()).isZero();
            for (int container = 5_000; container < 5_100; container++) {
                lookups.ask("%064x".formatted(container));
            }

            assertThat(lookups.counts().refused()).isBetween(90L, 100L);
        }
    }

    private void awaitTold(ContainerLookups lookups, Container container) {
        await("being told")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            lookups.tell(host.state, ContainerLookups.Listener.NONE);
                            return container.metadata() != null;
                        });
    }

    /** One that hangs holds up neither who asks nor the other. */
    private void assertGivesUp(String kind, Path directory, String answer) throws IOException {
        Path path = directory.resolve("runtime.sock");
        try (Stub stub = new Stub(path, answer);
                ContainerLookups lookups = ContainerLookups.open(stub.asked(kind))) {
            host.state.containers().askBy(lookups);
            Container container = host.startContainer(7, "/docker/" + ID);
            assertThat(container.isAwaited()).isTrue();

            await("giving up")
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(5))
                    .until(
                            () -> {
                                lookups.tell(host.state, ContainerLookups.Listener.NONE);
                                return !container.isAwaited();
                            });

            assertThat(container.metadata()).isNull();
            assertThat(lookups.counts().failed()).isPositive();
            assertThat(lookups.ask("d".repeat(64))).as("while it is away").isFalse();
        }
    }

    /**
     * Says the same to everybody, or nothing, or that not about one thing; and leaves the
     * connection open.
     */
    private static final class Stub implements AutoCloseable {
        private final ServerSocketChannel listener =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        private final List<SocketChannel> connections = new ArrayList<>();

        private final Path path;
        private volatile String silentAbout = "nothing";

        Stub(Path path, String answer) throws IOException {
            this.path = path;
            listener.bind(UnixDomainSocketAddress.of(path));
            Thread thread = new Thread(() -> serve(answer), "stub");
            thread.setDaemon(true);
            thread.start();
        }

        ContainerOptions asked(String kind) {
            return asked(kind, "200ms");
        }

        ContainerOptions asked(String kind, String timeout) {
            String yaml = "{engines: [%1$s], %1$s: [%2$s], timeout: %3$s}";
            return Options.parse(yaml.formatted(kind, path, timeout));
        }

        private void serve(String answer) {
            try {
                while (true) {
                    SocketChannel connection = listener.accept();
                    connections.add(connection);
                    ByteBuffer question = ByteBuffer.allocate(1024);
                    connection.read(question);
                    if (new String(question.array(), StandardCharsets.UTF_8)
                            .contains(silentAbout)) {
                        continue;
                    }
                    connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                }
            } catch (IOException closed) {
                return; // the test is over, or the other side had enough
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (SocketChannel connection : connections) {
                connection.close();
            }
        }
    }
}
