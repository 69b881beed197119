// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that are started one right after the other on one CPU, each in a group of its own. */
class ChangingGroupsIT {
    private static final Path CONTROLLER = Path.of("/sys/fs/cgroup/cpu");
    private static final int ROUNDS = 50;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue(
                Files.exists(CONTROLLER.resolve("cgroup.procs")),
                "groups that change need a v1 hierarchy of cpu at " + CONTROLLER);
        live = LiveProbe.open();
    }

    @Test
    void groups_ofProcessesThatMove_areThoseOfTheMoment() throws Exception {
        List<String> seen =
                groups(
                        """
                        mkdir saker-a saker-b
                        for i in $(seq %d); do
                            echo $$ > saker-a/cgroup.procs; /bin/true saker-groups
                            echo $$ > saker-b/cgroup.procs; /bin/true saker-groups
                        done
                        echo $$ > cgroup.procs
                        rmdir saker-a saker-b
                        """
                                .formatted(ROUNDS));

        assertThat(seen)
                .isEqualTo(
                        IntStream.range(0, 2 * ROUNDS)
                                .mapToObj(i -> i % 2 == 0 ? "/saker-a" : "/saker-b")
                                .toList());
    }

    /** Its address in the kernel's memory may well be that of the one before. */
    @Test
    void groups_thatFollowEachOther_areTakenForTheirOwn() throws Exception {
        List<String> seen =
                groups(
                        """
                        for i in $(seq %d); do
                            mkdir saker-$i
                            echo $$ > saker-$i/cgroup.procs; /bin/true saker-groups
                            echo $$ > cgroup.procs
                            rmdir saker-$i
                        done
                        """
                                .formatted(ROUNDS));

        assertThat(seen)
                .isEqualTo(IntStream.rangeClosed(1, ROUNDS).mapToObj(i -> "/saker-" + i).toList());
    }

    @Test
    void groups_renamed_areToldByTheirNewName() throws Exception {
        List<String> seen =
                groups(
                        """
                        mkdir saker-old saker-old/in
                        echo $$ > saker-old/in/cgroup.procs; /bin/true saker-groups
                        mv saker-old saker-new
                        /bin/true saker-groups
                        echo $$ > cgroup.procs
                        rmdir saker-new/in saker-new
                        """);

        assertThat(seen).containsExactly("/saker-old/in", "/saker-new/in");
    }

    /** What the events of {@code /bin/true saker-groups} say of the group of cpu, in order. */
    private static List<String> groups(String script) throws Exception {
        live.forget();
        Process shell =
                new ProcessBuilder("taskset", "--cpu-list", "0", "sh", "-ec", script)
                        .directory(CONTROLLER.toFile())
                        .inheritIO()
                        .start();
        assertThat(shell.waitFor()).isZero();

        return live.seen().stream()
                .filter(event -> event.name().equals("execve"))
                .filter(event -> event.text("args").equals("saker-groups|"))
                .map(event -> event.text("cgroups").replaceAll(".*\\|cpu=([^|]*)\\|.*", "$1"))
                .toList();
    }
}
