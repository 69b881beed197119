// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.scap.file.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a recording says of the machine it was made on. */
public final class ThisMachine {
    private static final Path PROC = Path.of("/proc");
    private static final int HOST_NAME = 128;

    private ThisMachine() {}

    /**
     * @param bootTime ns since the epoch
     */
    public static Machine describe(long bootTime) {
        return describe(bootTime, text(PROC.resolve("sys/kernel/hostname")).strip());
    }

    /** Under another name: alerts of the recording are then those of that node. */
    public static Machine describe(long bootTime, String name) {
        long memory = number(PROC.resolve("meminfo"), "MemTotal:") * 1024;
        long maxPid = number(PROC.resolve("sys/kernel/pid_max"), "");
        int processors = Runtime.getRuntime().availableProcessors();
        String shortened = name.length() < HOST_NAME ? name : name.substring(0, HOST_NAME - 1);
        return new Machine(processors, memory, maxPid, shortened, bootTime, 0);
    }

    /** The number behind a word; 0 if there is none. */
    private static long number(Path file, String word) {
        for (String line : text(file).split("\n")) {
            if (line.startsWith(word)) {
                String digits = line.substring(word.length()).replaceAll("[^0-9]", "");
                return digits.isEmpty() ? 0 : Long.parseLong(digits);
            }
        }
        return 0;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
