// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The real `./saker`, started as a person would, with all it has printed so far. */
final class SakerProcess implements AutoCloseable {
    private final Process process;
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Thread alertReader;
    private final Thread speechReader;

    private SakerProcess(Process process) {
        this.process = process;
        this.alertReader = follow(process.getInputStream(), printed::add);
        this.speechReader = follow(process.getErrorStream(), said::add);
    }

    static SakerProcess start(List<String> arguments) throws IOException {
        // A shell that starts tests in the background has them ignore Ctrl-C, and Java hands it on.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Host.root().resolve("saker").toString());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        return new SakerProcess(process);
    }

    void awaitReady(Duration limit) {
        awaitSaid("saker: ready", limit);
    }

    /** Waits for a line on standard error. */
    void awaitSaid(String line, Duration limit) {
        await(line)
                .atMost(limit)
                .failFast(
                        "saker ended before it was ready",
                        () -> assertThat(process.isAlive()).as(speech()).isTrue())
                .until(() -> said.contains(line));
    }

    /** What came so far, in the order it came; every line of standard output must be an alert. */
    List<AlertLine> alerts() {
        return printed.stream().map(AlertLine::parse).toList();
    }

    String speech() {
        return String.join("\n", said);
    }

    /** Ctrl-C; answers the exit status once everything it had to say has been read. */
    int interrupt(Duration limit) throws InterruptedException {
        Command.run(List.of("kill", "-INT", Long.toString(process.pid())));
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("still there " + limit + " after Ctrl-C:\n" + speech());
        }
        alertReader.join();
        speechReader.join();
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Thread follow(InputStream stream, Consumer<String> line) {
        Thread thread = new Thread(() -> readLines(stream, line), "saker-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void readLines(InputStream stream, Consumer<String> line) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(line);
        } catch (IOException | UncheckedIOException e) {
            // The process was killed and its pipe with it: there is nothing more to read.
        }
    }
}
