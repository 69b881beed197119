// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.scan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A recording of ordinary work, made by {@code saker capture record} on this host while shells and
 * compilers run, files come and go and programs talk over the loopback connection. Needs root.
 */
final class WorkRecording {
    private static final String PROGRAM = "work.c";
    private static final String SCRIPT = "work.sh";

    /** One for each processor would do; more keep the host at work while others wait. */
    private static final int WORKERS = 2;

    /** What the recorder says when it sees every event. */
    private static final String BEGUN = "recording to";

    private static final long LIMIT_MINUTES = 30;

    private final Path saker;
    private final Path directory;

    /**
     * @param saker the saker script
     * @param directory where the work is done and its program compiled
     */
    WorkRecording(Path saker, Path directory) {
        this.saker = saker;
        this.directory = directory.toAbsolutePath(); // the workers run in folders of their own
    }

    /** Records until the file holds so many megabytes of events, of about a hundred bytes each. */
    void make(Path recording, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path program = directory.resolve("work");
        run(List.of("gcc", "-O2", "-o", program.toString(), copy(PROGRAM).toString()));
        Path script = copy(SCRIPT);
        List<Process> workers = new ArrayList<>();
        Process recorder = record(recording, megabytes);
        try (BufferedReader said = recorder.inputReader()) {
            awaitBegin(said);
            // Not earlier: where a process works that nobody saw begin, nobody knows.
            for (int worker = 0; worker < WORKERS; worker++) {
                workers.add(start(script, program, directory.resolve("worker-" + worker)));
            }
            await(recorder, workers);
            said.lines().forEach(System.out::println);
        } finally {
            recorder.destroy();
            for (Process worker : workers) {
                worker.descendants().forEach(ProcessHandle::destroyForcibly);
                worker.destroyForcibly();
            }
        }
    }

    private Process record(Path recording, int megabytes) throws IOException {
        List<String> command =
                List.of(
                        saker.toString(),
                        "capture",
                        "record",
                        "--max-size",
                        Integer.toString(megabytes),
                        "-o",
                        recording.toString());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitBegin(BufferedReader said) throws IOException {
        String line = said.readLine();
        while (line != null && !line.contains(BEGUN)) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("nothing is recorded");
        }
    }

    private static Process start(Path script, Path program, Path home) throws IOException {
        Files.createDirectories(home);
        Path own = home.resolve("work");
        if (!Files.exists(own)) {
            Files.createLink(own, program);
        }
        return new ProcessBuilder("/bin/sh", script.toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Path copy(String resource) throws IOException {
        Path copy = directory.resolve(resource);
        try (InputStream stream = WorkRecording.class.getResourceAsStream(resource)) {
            Files.write(copy, stream.readAllBytes());
        }
        return copy;
    }

    /** Whoever records waits for work for ever: without workers it would not end. */
    private static void await(Process recorder, List<Process> workers)
            throws IOException, InterruptedException {
        while (!recorder.waitFor(1, TimeUnit.SECONDS)) {
            if (workers.stream().noneMatch(Process::isAlive)) {
                throw new IOException("the work that was to be recorded has ended");
            }
        }
        await(recorder);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        await(new ProcessBuilder(command).inheritIO().start());
    }

    private static void await(Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.destroy();
        }
        if (!ended || process.exitValue() != 0) {
            throw new IOException("did not end well: " + process.info().commandLine().orElse("it"));
        }
    }
}
