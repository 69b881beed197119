// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a record weighs over ordinary work, and which of its parts weigh most: the collector watches
 * while programs are compiled, packages listed and a shell goes round in loops.
 *
 * <p>Arguments: the path of the saker script, how often each is done.
 */
public final class RecordSizes {
    /** By name, what a shell is told to do, from a file as scripts are. */
    private static final Map<String, String> WORK =
            Map.of(
                    "compile",
                    """
                    printf '#include <stdio.h>\\nint main(void) { puts(""); }\\n' > a.c
                    gcc -O2 -o a.out a.c
                    """,
                    "packages",
                    """
                    dpkg-query --list > /dev/null
                    dpkg --listfiles bash > /dev/null
                    """,
                    "loop",
                    """
                    for name in one two three four; do
                        echo $name | grep -q o
                        ls /usr/lib > /dev/null
                        cat /etc/hostname > /dev/null
                    done
                    true
                    """);

    private RecordSizes() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: RecordSizes SCRIPT ROUNDS");
            System.exit(2);
        }
        int rounds = Integer.parseInt(arguments[1]);
        CollectorBench.run(
                Path.of(arguments[0]),
                (collector, directory) -> work(directory, rounds),
                topic -> report(topic, System.out));
    }

    private static void report(EventTopic topic, PrintStream out) throws Exception {
        EventTopicSize.of(topic).print(out);
        RecordParts parts = new RecordParts();
        topic.visit(parts);
        parts.print(out);
    }

    private static void work(Path directory, int rounds) throws IOException, InterruptedException {
        for (Map.Entry<String, String> task : WORK.entrySet()) {
            Files.writeString(directory.resolve(task.getKey()), task.getValue());
        }
        for (int round = 0; round < rounds; round++) {
            for (String task : WORK.keySet()) {
                run(task, directory);
            }
        }
    }

    private static void run(String task, Path directory) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("/bin/sh", task)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("cannot " + task + ": " + said);
        }
    }
}
