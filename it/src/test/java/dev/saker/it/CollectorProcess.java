// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** `saker collector` as a process of its own, publishing everything to a broker. */
final class CollectorProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3); // it may build first
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final SakerProcess process;

    private CollectorProcess(SakerProcess process) {
        this.process = process;
    }

    static CollectorProcess start(Path directory, String bootstrap) throws IOException {
        return start(directory, bootstrap, "");
    }

    /**
     * @param more keys of the configuration
     */
    static CollectorProcess start(Path directory, String bootstrap, String more)
            throws IOException {
        Path configuration = directory.resolve("collector.yaml");
        Files.writeString(
                configuration,
                """
                node: it
                kafka:
                  bootstrap_servers: %s
                admin:
                  port: 0
                %s
                """
                        .formatted(bootstrap, more));
        return start(configuration);
    }

    /** With a configuration of the caller's. */
    static CollectorProcess start(Path configuration) throws IOException {
        SakerProcess process =
                SakerProcess.start(List.of("collector", "--config", configuration.toString()));
        process.awaitSaid("saker collector: watching this host", START_LIMIT);
        return new CollectorProcess(process);
    }

    void interrupt() throws InterruptedException {
        process.interrupt(STOP_LIMIT);
    }

    long pid() {
        return process.pid();
    }

    /** As kill -9 does. */
    void kill() {
        process.close();
    }

    @Override
    public void close() {
        kill();
    }
}
