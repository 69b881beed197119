// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.saker.collector.publish.ProducerOptions;
import dev.saker.collector.state.EventCodes;
import dev.saker.collector.testing.KeptRecords;
import dev.saker.probe.DropReason;
import dev.saker.probe.ProbeRequirements;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.Marker;
import dev.saker.schemas.MarkerKind;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.kafka.KafkaConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real probe on this kernel; what the deeds of real processes say in their records. */
class LiveCollectorIT {
    private static final long OWN_PID = ProcessHandle.current().pid();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final KeptRecords records = new KeptRecords();
    private Collector collector;

    @BeforeEach
    void setUp() throws Exception {
        List<String> missing = ProbeRequirements.missing();
        assumeTrue(missing.isEmpty(), "live collector: " + missing);
        CollectorConfig config =
                CollectorConfig.of(KafkaConnection.plaintext("nowhere:1"))
                        .withNode("node-1")
                        .withProducer(ProducerOptions.defaults().withoutCeiling())
                        .withAdmin(new CollectorConfig.Admin("127.0.0.1", 0));
        collector =
                Collector.start(
                        config,
                        records,
                        new Collector.SchemaIds(1, 2),
                        RuleSetReadiness.none(RulePlans.fixed(SensorPlan.everything())));
        awaitMarker(MarkerKind.START);
    }

    @AfterEach
    void tearDown() {
        if (collector != null) {
            collector.stop();
        }
    }

    @Test
    void readingAFile_isToldWithItsProcessAndParent() throws Exception {
        long shell = run("sh", "-c", "cat /etc/hostname; true");

        SyscallEventReader open =
                await(
                        event ->
                                event.type() == EventCodes.OPENAT
                                        && is(event::processName, "cat")
                                        && is(event::fdName, "/etc/hostname"));
        assertThat(open.res()).isGreaterThanOrEqualTo(3);
        assertThat(FdType.of(open.fdType())).isEqualTo(FdType.FILE);
        assertThat(open.fdIno()).isPositive();
        assertThat(text(open::processExePath)).endsWith("/cat");
        assertThat(text(into -> open.processArg(0, into))).isEqualTo("/etc/hostname");
        assertThat(text(open::userName)).isEqualTo("root");
        assertThat(text(open::containerId)).isEqualTo("host");
        assertThat(text(into -> open.ancestorName(0, into))).isEqualTo("sh");
        assertThat(open.ancestorPid(0)).isEqualTo(shell);
        assertThat(text(into -> open.ancestorArg(0, 0, into))).isEqualTo("-c");
        assertThat(open.ancestorPid(1)).isEqualTo(OWN_PID);
        assertThat(open.processCloneTime()).isBetween(open.time() - SECOND, open.time());
        assertThat(text(into -> open.argText(0, into))).isEqualTo("<f>/etc/hostname");
    }

    @Test
    void exec_isToldOnceWithTheNewProgram() throws Exception {
        long shell = run("sh", "-c", "/bin/echo one 'two words'; true");

        SyscallEventReader exec =
                await(
                        event ->
                                event.type() == EventCodes.EXECVE
                                        && is(event::processName, "echo")
                                        && event.ancestorPid(0) == shell);
        assertThat(exec.processArgCount()).isEqualTo(2);
        assertThat(text(into -> exec.processArg(1, into))).isEqualTo("two words");
        assertThat(exec.processPid()).isEqualTo(exec.tid());
        assertThat(text(into -> exec.ancestorName(0, into))).isEqualTo("sh");
        assertThat(
                        records.events(
                                event ->
                                        event.type() == EventCodes.EXECVE
                                                && event.tid() == exec.tid()
                                                && event.res() >= 0))
                .hasSize(1);
    }

    @Test
    void connection_isToldWithBothEnds() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(server.getLocalPort());

            run("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port);

            SyscallEventReader connect =
                    await(
                            event ->
                                    event.type() == EventCodes.CONNECT
                                            && text(event::fdName).endsWith(":" + port));
            assertThat(text(connect::fdName)).startsWith("127.0.0.1:");
            assertThat(connect.serverPort()).isEqualTo(server.getLocalPort());
            assertThat(FdFlag.CONNECTED.in(connect.fdFlags())).isTrue();
            assertThat(FdFlag.NAME_CHANGED.in(connect.fdFlags())).isTrue();
        }
    }

    @Test
    void run_isFramedByMarkersAndLosesNothingUncounted() throws Exception {
        run("sh", "-c", "for i in 1 2 3; do ls / >/dev/null; done");
        awaitMarker(MarkerKind.TICK);

        collector.stop();

        List<Marker> markers = records.markers();
        CollectorCounts counts = collector.counts();
        assertThat(markers.get(0).kind()).isEqualTo(MarkerKind.START);
        assertThat(markers.get(markers.size() - 1).kind()).isEqualTo(MarkerKind.STOP);
        assertThat(markers).extracting(Marker::time).isSorted();
        assertThat(records.positions())
                .isEqualTo(LongStream.range(0, records.positions().size()).boxed().toList());
        assertThat(counts.drops().produced()).isEqualTo(counts.read() + counts.drops().lost());
        assertThat(counts.malformed()).isZero();
        assertThat(counts.behindMarker()).isZero();
        assertThat(counts.drops().count(DropReason.TAIL_CALL)).isZero();
        assertThat(records.events(event -> event.hasProcess() && event.processPid() == OWN_PID))
                .isEmpty();
        assertThat(records.events(event -> event.run() != markers.get(0).run())).isEmpty();
    }

    @Test
    void endpoint_tellsHealthAndMetrics() throws Exception {
        run("true");
        awaitMarker(MarkerKind.TICK);

        assertThat(get("/healthz")).isEqualTo("{\"status\":\"ok\"}\n");
        assertThat(get("/metrics"))
                .contains("saker_collector_events_read_total ")
                .contains("saker_collector_kernel_drops_total{cpu=\"0\",reason=\"scratch\"}")
                .contains("saker_collector_event_lag_seconds ")
                .contains("saker_collector_clock_jumps_total 0.0")
                .contains("jvm_memory_used_bytes");
    }

    private static final long SECOND = 1_000_000_000L;

    private static long run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        process.waitFor();
        return process.pid();
    }

    private SyscallEventReader await(java.util.function.Predicate<SyscallEventReader> wanted)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        int seen = 0;
        while (System.nanoTime() - deadline < 0) {
            int published = records.count();
            List<SyscallEventReader> found = records.events(seen, wanted);
            seen = published;
            if (!found.isEmpty()) {
                return found.get(0);
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not published; " + collector.summary());
    }

    private void awaitMarker(MarkerKind kind) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (records.markers().stream().noneMatch(marker -> marker.kind() == kind)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no marker " + kind + "; " + collector.problem());
            }
            Thread.sleep(20);
        }
    }

    private String get(String path) throws Exception {
        InetSocketAddress address = collector.adminAddress().orElseThrow();
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static boolean is(Consumer<Slice> leaf, String expected) {
        return text(leaf).equals(expected);
    }

    private static String text(Consumer<Slice> leaf) {
        Slice slice = new Slice();
        leaf.accept(slice);
        return slice.toString();
    }
}
