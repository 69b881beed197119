// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that tests run, and what they ask of the machine. */
final class Shell {
    private Shell() {}

    /** Skips the test, by name and with the reason, where a program is missing. */
    static void assume(Class<?> test, String... programs) {
        String name = test.getSimpleName();
        assumeTrue("root".equals(System.getProperty("user.name")), name + ": needs root");
        for (String program : programs) {
            boolean there =
                    List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
                            .anyMatch(folder -> Files.exists(Path.of(folder, program)));
            assumeTrue(there, name + ": needs " + program + " (./saker verify installs it)");
        }
    }

    /** What a program says, which must end well. */
    static String run(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed:\n" + said);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        return said;
    }

    static Process start(Map<String, String> environment, Path log, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.redirectOutput(log.toFile()).start();
    }
}
