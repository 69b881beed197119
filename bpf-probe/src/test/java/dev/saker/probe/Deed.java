// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run of src/test/c/deeds.c and what it said the kernel answered. */
record Deed(long pid, int status, Map<String, Long> said) {
    static Deed perform(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(List.of(words));
        return run(command);
    }

    /** Another program that says what came of it in the same way. */
    static Deed run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().put("SAKER_TEST", "deed");
        Process process = builder.start();
        Map<String, Long> said = new HashMap<>();
        new String(process.getInputStream().readAllBytes())
                .lines()
                .map(line -> line.split("="))
                .forEach(fact -> said.put(fact[0], Long.valueOf(fact[1])));
        return new Deed(process.pid(), process.waitFor(), said);
    }

    static Path program() {
        return Path.of("target", "deeds").toAbsolutePath();
    }

    /** A fact it printed. */
    long get(String name) {
        Long value = said.get(name);
        if (value == null) {
            throw new AssertionError("the deed did not say " + name + ", only " + said);
        }
        return value;
    }

    long result() {
        return get("result");
    }
}
