// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A program that opens and closes a file on every processor, at a rate or as fast as it can. */
public final class OpenCloseLoad implements AutoCloseable {
    /** Each turn of the program is one open and one close. */
    public static final int EVENTS_PER_TURN = 2;

    private static final String SOURCE = "open_close.c";

    private final Process process;

    private OpenCloseLoad(Process process) {
        this.process = process;
    }

    /**
     * @param eventsPerSecond 0 for as many as there can be
     * @param directory where the program is compiled to
     */
    public static OpenCloseLoad start(Path directory, long eventsPerSecond, Duration time)
            throws IOException, InterruptedException {
        String turns = Long.toString(eventsPerSecond / EVENTS_PER_TURN);
        String seconds = Long.toString(time.toSeconds());
        return new OpenCloseLoad(
                new ProcessBuilder(compiled(directory).toString(), turns, seconds)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Waits for the end; answers how many opens and closes there were. */
    public long awaitEvents() throws IOException, InterruptedException {
        String turns =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException("the load generator ended with " + status);
        }
        return Long.parseLong(turns) * EVENTS_PER_TURN;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Path compiled(Path directory) throws IOException, InterruptedException {
        Path program = directory.resolve("open_close");
        if (Files.exists(program)) {
            return program;
        }
        Path source = directory.resolve(SOURCE);
        try (InputStream code = OpenCloseLoad.class.getResourceAsStream(SOURCE)) {
            Files.write(source, code.readAllBytes());
        }
        int status =
                new ProcessBuilder(
                                List.of(
                                        "gcc",
                                        "-O2",
                                        "-pthread",
                                        "-o",
                                        program.toString(),
                                        source.toString()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("gcc ended with " + status + " on " + source);
        }
        return program;
    }
}
