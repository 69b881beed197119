// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Opens a probe, gives up capabilities, and prints what is left and what it can still do. */
final class ConfinedMain {
    private static final List<String> WORDS =
            List.of("CapInh:", "CapPrm:", "CapEff:", "CapBnd:", "CapAmb:", "NoNewPrivs:");

    private ConfinedMain() {}

    public static void main(String[] arguments) throws Exception {
        // Before, since nobody can become another user afterwards.
        Process stranger =
                new ProcessBuilder("setpriv", "--reuid", "65534", "--clear-groups", "sleep", "60")
                        .start();
        BitSet chdir = LiveProbe.codes("PPME_SYSCALL_CHDIR_X");
        try (LiveProbe live = LiveProbe.open(ProbeOptions.defaults().withEvents(chdir))) {
            Confinement.keepReadingOfProcesses();
            System.out.println(ofEveryThread());
            System.out.println("environment of another user's: " + environment(stranger));
            System.out.println("second probe: " + openAnother());
            Deed deed = Deed.perform("chdir", "/");
            System.out.println("seen " + live.of(deed.pid(), "chdir").size());
            live.probe().detach();
        } finally {
            stranger.destroy();
        }
    }

    private static String environment(Process of) throws IOException {
        Path file = Path.of("/proc", Long.toString(of.pid()), "environ");
        return Files.readAllBytes(file).length > 0 ? "read" : "empty";
    }

    private static String openAnother() {
        try {
            Probe.open(ProbeOptions.defaults()).close();
            return "opened";
        } catch (ProbeException refused) {
            return "refused";
        }
    }

    private static Set<String> ofEveryThread() throws IOException {
        Set<String> states = new TreeSet<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                for (String line : Files.readAllLines(task.resolve("status"))) {
                    if (WORDS.stream().anyMatch(line::startsWith)) {
                        states.add(line.replaceAll("\\s+", ""));
                    }
                }
            }
        }
        return states;
    }
}
