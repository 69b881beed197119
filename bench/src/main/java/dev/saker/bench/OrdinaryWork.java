// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What people do on a host all day: programs are compiled, packages listed, shells go in loops. */
final class OrdinaryWork {
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

    private OrdinaryWork() {}

    /**
     * @param directory where it is done
     * @param rounds how often each is done
     */
    static void perform(Path directory, int rounds) throws IOException, InterruptedException {
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
