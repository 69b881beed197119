// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A program run to its end; its output and errors together, because tests only ever show them. */
record Command(List<String> arguments, int status, String output) {

    static Command run(List<String> arguments) {
        return run(arguments, Map.of());
    }

    static Command run(List<String> arguments, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            return new Command(
                    arguments, process.waitFor(), new String(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + arguments, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + arguments, e);
        }
    }

    Command orThrow() {
        if (status != 0) {
            throw new IllegalStateException(
                    String.join(" ", arguments) + " ended with " + status + ":\n" + output);
        }
        return this;
    }
}
