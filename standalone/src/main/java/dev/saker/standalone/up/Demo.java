// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.standalone.terminal.Speech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Harmless deeds that the rules we ship tell of, each named before it is done. They are done by
 * other programs, because the pipeline does not watch itself, and leave nothing behind.
 */
final class Demo {

    private static final long LIMIT_SECONDS = 10;
    private static final long PAUSE_MILLIS = 700;

    private final Speech speech;

    Demo(Speech speech) {
        this.speech = speech;
    }

    void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("saker-demo-");
        try {
            for (Deed deed : deeds(folder)) {
                perform(deed);
            }
            speech.say("demo: done");
        } finally {
            delete(folder);
        }
    }

    private static List<Deed> deeds(Path folder) throws IOException {
        Path reader = copy("/bin/cat", folder.resolve("saker-demo-reader"));
        return List.of(
                new Deed(
                        "reading /etc/shadow with a program that has no business there",
                        List.of(reader.toString(), "/etc/shadow")),
                new Deed(
                        "making a symbolic link to /etc/shadow",
                        List.of("ln", "-s", "/etc/shadow", folder.resolve("link").toString())),
                new Deed(
                        "making a hard link to /etc/passwd and removing it",
                        List.of(
                                "sh",
                                "-c",
                                "ln /etc/passwd /etc/passwd.saker-demo;"
                                        + " rm -f /etc/passwd.saker-demo")),
                new Deed(
                        "running a program from /dev/shm",
                        List.of(
                                "sh",
                                "-c",
                                "cp /bin/true /dev/shm/saker-demo; /dev/shm/saker-demo;"
                                        + " rm -f /dev/shm/saker-demo")));
    }

    private void perform(Deed deed) throws IOException, InterruptedException {
        speech.say("demo: " + deed.name());
        Process process =
                new ProcessBuilder(deed.command())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        // The alert is to stand below the deed it is for.
        Thread.sleep(PAUSE_MILLIS);
    }

    private static Path copy(String program, Path to) throws IOException {
        return Files.copy(Path.of(program).toRealPath(), to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private record Deed(String name, List<String> command) {}
}
