// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * A Flink cluster of processes: ZooKeeper, a JobManager, a TaskManager, each of which can be killed
 * and started again. Jobs are on their class path.
 */
final class FlinkProcesses implements AutoCloseable {
    private static final Duration SUBMISSION = Duration.ofMinutes(3);
    private static final String ENTRY = "org.apache.flink.runtime.";

    private final Path directory;
    private final int zooKeeperPort = freePort();
    private final int restPort = freePort();
    private final List<Process> all = new ArrayList<>();
    private Process jobManager;
    private Process taskManager;
    private int started;

    FlinkProcesses(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    void start() throws IOException {
        Files.writeString(directory.resolve("config.yaml"), settings());
        Path zoo =
                Files.writeString(
                        directory.resolve("zoo.cfg"),
                        """
                        tickTime=1000
                        dataDir=%s
                        clientPort=%d
                        clientPortAddress=127.0.0.1
                        admin.enableServer=false
                        server.1=127.0.0.1:%d:%d
                        """
                                .formatted(
                                        Files.createDirectories(directory.resolve("zk")),
                                        zooKeeperPort,
                                        freePort(),
                                        freePort()));
        java(
                "zookeeper.FlinkZooKeeperQuorumPeer",
                64,
                List.of("--zkConfigFile", zoo.toString(), "--peerId", "1"));
        startJobManager();
        startTaskManager();
    }

    private String settings() {
        return """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.bind-host: 127.0.0.1
        high-availability.jobmanager.port: 0
        taskmanager.bind-host: 127.0.0.1
        taskmanager.host: 127.0.0.1
        taskmanager.rpc.port: 0
        taskmanager.numberOfTaskSlots: 2
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        high-availability.type: zookeeper
        high-availability.zookeeper.quorum: 127.0.0.1:%d
        high-availability.storageDir: %s
        high-availability.zookeeper.client.session-timeout: 10s
        execution.checkpointing.dir: %s
        restart-strategy.type: fixed-delay
        restart-strategy.fixed-delay.attempts: 1000
        restart-strategy.fixed-delay.delay: 1s
        heartbeat.interval: 1s
        heartbeat.timeout: 10s
        io.tmp.dirs: %s
        """
                .formatted(
                        restPort,
                        zooKeeperPort,
                        directory.resolve("ha").toUri(),
                        directory.resolve("checkpoints").toUri(),
                        directory.resolve("tmp"));
    }

    /** Again until the JobManager is there to take it. */
    void submit(JobGraph job) throws Exception {
        Configuration configuration = GlobalConfiguration.loadConfiguration(directory.toString());
        long deadline = System.nanoTime() + SUBMISSION.toNanos();
        while (true) {
            try (RestClusterClient<String> client = new RestClusterClient<>(configuration, "it")) {
                client.submitJob(job).get(SUBMISSION.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (ExecutionException refused) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(logs(), refused);
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /** With signal 9, and another one in its place. */
    void replaceJobManager() throws Exception {
        jobManager.destroyForcibly().waitFor();
        startJobManager();
    }

    /** With signal 9, and another one in its place. */
    void replaceTaskManager() throws Exception {
        taskManager.destroyForcibly().waitFor();
        startTaskManager();
    }

    private void startJobManager() throws IOException {
        jobManager =
                java(
                        "entrypoint.StandaloneSessionClusterEntrypoint",
                        256,
                        List.of("--configDir", directory.toString()));
    }

    private void startTaskManager() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--configDir", directory.toString()));
        for (String setting :
                List.of(
                        "taskmanager.cpu.cores=1.0",
                        "taskmanager.memory.framework.heap.size=64m",
                        "taskmanager.memory.framework.off-heap.size=16m",
                        "taskmanager.memory.jvm-metaspace.size=160m",
                        "taskmanager.memory.jvm-overhead.min=64m",
                        "taskmanager.memory.jvm-overhead.max=64m",
                        "taskmanager.memory.task.heap.size=256m",
                        "taskmanager.memory.task.off-heap.size=0m",
                        "taskmanager.memory.network.min=16m",
                        "taskmanager.memory.network.max=16m",
                        "taskmanager.memory.managed.size=32m")) {
            arguments.addAll(List.of("-D", setting));
        }
        taskManager = java("taskexecutor.TaskManagerRunner", 384, arguments);
    }

    private Process java(String main, int heapMebibytes, List<String> arguments)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heapMebibytes + "m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--add-opens=java.base/java.util=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ENTRY + main));
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("process-" + ++started + ".log").toFile())
                        .start();
        all.add(process);
        return process;
    }

    /** The last of what each process has printed. */
    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (int number = 1; number <= started; number++) {
            Path log = directory.resolve("process-" + number + ".log");
            List<String> lines = Files.readAllLines(log);
            logs.append(log.getFileName()).append('\n');
            lines.subList(Math.max(0, lines.size() - 30), lines.size())
                    .forEach(line -> logs.append("  ").append(line).append('\n'));
        }
        return logs.toString();
    }

    @Override
    public void close() {
        all.forEach(Process::destroyForcibly);
        for (Process process : all) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
