// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether who runs a program could have written it, by what the kernel knows of both. */
class ExeFlagsIT {
    private static final long WRITABLE = 1;
    private static final int USER = 47_114;
    private static final int GROUP = 47_115;
    private static final int OTHER_GROUP = 47_116;

    @AutoClose private static LiveProbe live;
    @TempDir Path folder;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    @BeforeEach
    void letEverybodyIn() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path program(Path folder, int owner, int group, String mode) throws Exception {
        Path program = Files.copy(Path.of("/usr/bin/true"), folder.resolve("program"));
        Files.setAttribute(program, "unix:uid", owner);
        Files.setAttribute(program, "unix:gid", group);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(mode));
        return program;
    }

    private static SeenEvent exec(String... command) throws Exception {
        Deed deed = Deed.run(List.of(command));
        assertThat(deed.status()).isZero();
        return live.last(deed, "execve");
    }

    private static SeenEvent asUser(Path program, int... groups) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid", "" + USER));
        command.addAll(List.of("--regid", "" + GROUP, "--inh-caps", "-all"));
        command.add(groups.length == 0 ? "--clear-groups" : "--groups=" + groups[0]);
        command.add(program.toString());
        return exec(command.toArray(String[]::new));
    }

    private static long writable(SeenEvent event) {
        return event.number("flags") & WRITABLE;
    }

    /** Owner, group, mode and whether a user of neither capabilities nor that id could write. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, rwxr-xr-x, 0",
        "0, 0, rwxr-xrwx, 1",
        "47114, 0, r-xr-xr-x, 1", // who owns it can let himself
        "0, 47115, rwxrwxr-x, 1",
        "0, 47115, rwxr-xr-x, 0",
        "0, 47115, rwxr-xrwx, 0", // the group's rights are what counts
        "0, 47116, rwxrwxr-x, 1",
        "0, 47117, rwxrwxr-x, 0",
    })
    void programOf_runByAUser(int owner, int group, String mode, long expected) throws Exception {
        SeenEvent event = asUser(program(folder, owner, group, mode), OTHER_GROUP);

        assertThat(writable(event)).isEqualTo(expected);
        assertThat(event.number("uid")).isEqualTo(USER);
        assertThat(event.number("gid")).isEqualTo(GROUP);
        assertThat(event.number("cap_permitted")).isZero();
        assertThat(event.number("cap_effective")).isZero();
    }

    @Test
    void programOfSomebody_runByRoot_isWritableByCapability() throws Exception {
        Path program = program(folder, USER, GROUP, "r-xr-xr-x");

        assertThat(writable(exec(program.toString()))).isEqualTo(WRITABLE);
        assertThat(writable(exec("setpriv", "--bounding-set", "-all", program.toString())))
                .as("without any capability")
                .isZero();
    }

    /** There root is nobody to files of users that the namespace does not know. */
    @Test
    void programOfSomebody_runByRootOfAUserNamespace_isNotWritable() throws Exception {
        Path program = program(folder, USER, GROUP, "r-xr-xr-x");

        assertThat(writable(exec("unshare", "--map-root-user", program.toString()))).isZero();
    }

    @Test
    void programOnAReadOnlyFileSystem_isNotWritable() throws Exception {
        String ram = Files.createDirectory(folder.resolve("ram")).toString();
        assumeTrue(run("mount", "-t", "tmpfs", "tmpfs", ram), "read-only program: cannot mount");
        try {
            Path program = program(Path.of(ram), 0, 0, "rwxr-xr-x");
            assertThat(writable(exec(program.toString()))).isEqualTo(WRITABLE);

            assertThat(run("mount", "-o", "remount,ro", ram)).isTrue();

            assertThat(writable(exec(program.toString()))).isZero();
        } finally {
            run("umount", ram);
        }
    }

    @Test
    void immutableProgram_isNotWritable() throws Exception {
        Path program = program(folder, 0, 0, "rwxr-xr-x");
        assumeTrue(run("chattr", "+i", program.toString()), "immutable program: no such files");
        try {
            assertThat(writable(exec(program.toString()))).isZero();
        } finally {
            run("chattr", "-i", program.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
