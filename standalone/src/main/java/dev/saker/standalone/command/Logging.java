// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Sends what broker, Flink and we log into a file, and only our own warnings to the terminal. */
final class Logging {

    private Logging() {}

    static void into(Path file) {
        System.setProperty("saker.log", file.toString());
        try {
            URI configuration = Logging.class.getResource("/log4j2-up.properties").toURI();
            Configurator.reconfigure(configuration);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot name the logging configuration", e);
        }
    }
}
