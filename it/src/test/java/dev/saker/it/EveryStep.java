// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The program every_step.c: as many events of each step that may stand back, at a rate. */
final class EveryStep {
    /** Two markers come meanwhile, and Kafka's client sends what it has. */
    private static final Duration SETTLE = Duration.ofMillis(2_500);

    private final Path directory;
    private final Path program;
    private long turns;
    private long chdirs;

    private EveryStep(Path directory, Path program) {
        this.directory = directory;
        this.program = program;
    }

    static EveryStep compile(Path directory) throws IOException {
        Path source = Host.testResources().resolve("deeds/every_step.c");
        Path program = directory.resolve("every_step");
        Files.createFile(directory.resolve("file"));
        Host.compileStatic(source, program);
        return new EveryStep(directory, program);
    }

    /** So many turns a second for so many seconds; answers how many it made. */
    long run(long rate, int seconds) throws InterruptedException {
        List<String> command =
                List.of(
                        program.toString(),
                        Long.toString(rate),
                        Integer.toString(seconds),
                        directory.toString());
        long made = Long.parseLong(Command.run(command).orThrow().output().strip());
        turns += made;
        chdirs += 1 + (made + 9) / 10;
        Thread.sleep(SETTLE.toMillis());
        return made;
    }

    /** All of them: events of each step. */
    long turns() {
        return turns;
    }

    /** Events that never stand back. */
    long chdirs() {
        return chdirs;
    }
}
