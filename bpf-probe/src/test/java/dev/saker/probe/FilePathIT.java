// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A success and a failure of each call on paths; ENOENT is the failure of choice. */
class FilePathIT {
    private static final int ENOENT = -2;
    private static final int AT_FDCWD = -100;
    private static final String MISSING = "/no/such/file";

    @AutoClose private static LiveProbe live;
    @TempDir Path folder;
    private String file;
    private String other;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    @BeforeEach
    void makeFile() throws Exception {
        file = Files.createFile(folder.resolve("file")).toString();
        other = folder.resolve("other").toString();
    }

    /** Performs a deed named like its event and expects exactly these parameters. */
    private static void assertSeen(String[] deed, Object... expected) throws Exception {
        Deed done = Deed.perform(deed);

        assertThat(live.last(done, deed[0]).params()).isEqualTo(params(expected));
        assertThat(done.result()).isEqualTo(((Number) expected[1]).longValue());
    }

    private static String[] deed(String... words) {
        return words;
    }

    @Test
    void link_anyResult_hasAllParameters() throws Exception {
        assertSeen(deed("link", file, other), "res", 0, "oldpath", file, "newpath", other);
        assertSeen(
                deed("link", MISSING, other), "res", ENOENT, "oldpath", MISSING, "newpath", other);
    }

    @Test
    void linkat_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                deed("linkat", file, other, "0x400"),
                "res",
                0,
                "olddir",
                AT_FDCWD,
                "oldpath",
                file,
                "newdir",
                AT_FDCWD,
                "newpath",
                other,
                "flags",
                0x400);
        assertSeen(
                deed("linkat", MISSING, other, "0"),
                "res",
                ENOENT,
                "olddir",
                AT_FDCWD,
                "oldpath",
                MISSING,
                "newdir",
                AT_FDCWD,
                "newpath",
                other,
                "flags",
                0);
    }

    @Test
    void symlink_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                deed("symlink", "target", other), "res", 0, "target", "target", "linkpath", other);
        assertSeen(
                deed("symlink", "target", MISSING),
                "res",
                ENOENT,
                "target",
                "target",
                "linkpath",
                MISSING);
    }

    @Test
    void symlinkat_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                deed("symlinkat", "target", other),
                "res",
                0,
                "target",
                "target",
                "linkdirfd",
                AT_FDCWD,
                "linkpath",
                other);
        assertSeen(
                deed("symlinkat", "target", MISSING),
                "res",
                ENOENT,
                "target",
                "target",
                "linkdirfd",
                AT_FDCWD,
                "linkpath",
                MISSING);
    }

    @Test
    void unlink_anyResult_hasAllParameters() throws Exception {
        assertSeen(deed("unlink", file), "res", 0, "path", file);
        assertSeen(deed("unlink", file), "res", ENOENT, "path", file);
    }

    @Test
    void unlinkat_anyResult_hasAllParameters() throws Exception {
        String directory = Files.createDirectory(folder.resolve("directory")).toString();

        assertSeen(
                deed("unlinkat", directory, "0x200"),
                "res",
                0,
                "dirfd",
                AT_FDCWD,
                "name",
                directory,
                "flags",
                0x200);
        assertSeen(
                deed("unlinkat", MISSING, "0"),
                "res",
                ENOENT,
                "dirfd",
                AT_FDCWD,
                "name",
                MISSING,
                "flags",
                0);
    }

    @Test
    void rename_anyResult_hasAllParameters() throws Exception {
        assertSeen(deed("rename", file, other), "res", 0, "oldpath", file, "newpath", other);
        assertSeen(deed("rename", file, other), "res", ENOENT, "oldpath", file, "newpath", other);
    }

    @Test
    void renameat_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                deed("renameat", file, other),
                "res",
                0,
                "olddirfd",
                AT_FDCWD,
                "oldpath",
                file,
                "newdirfd",
                AT_FDCWD,
                "newpath",
                other);
        assertSeen(
                deed("renameat", file, other),
                "res",
                ENOENT,
                "olddirfd",
                AT_FDCWD,
                "oldpath",
                file,
                "newdirfd",
                AT_FDCWD,
                "newpath",
                other);
    }

    @Test
    void renameat2_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                deed("renameat2", file, other, "1"),
                "res",
                0,
                "olddirfd",
                AT_FDCWD,
                "oldpath",
                file,
                "newdirfd",
                AT_FDCWD,
                "newpath",
                other,
                "flags",
                1);
        assertSeen(
                deed("renameat2", file, other, "2"),
                "res",
                ENOENT,
                "olddirfd",
                AT_FDCWD,
                "oldpath",
                file,
                "newdirfd",
                AT_FDCWD,
                "newpath",
                other,
                "flags",
                2);
    }

    @Test
    void mkdir_anyResult_hasAllParameters() throws Exception {
        assertSeen(deed("mkdir", other, "0750"), "res", 0, "path", other, "mode", 0750);
        assertSeen(deed("mkdir", MISSING, "0750"), "res", ENOENT, "path", MISSING, "mode", 0750);
    }

    @Test
    void mkdirat_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                deed("mkdirat", other, "0700"),
                "res",
                0,
                "dirfd",
                AT_FDCWD,
                "path",
                other,
                "mode",
                0700);
        assertSeen(
                deed("mkdirat", MISSING, "0700"),
                "res",
                ENOENT,
                "dirfd",
                AT_FDCWD,
                "path",
                MISSING,
                "mode",
                0700);
    }

    @Test
    void rmdir_anyResult_hasAllParameters() throws Exception {
        String directory = Files.createDirectory(folder.resolve("directory")).toString();

        assertSeen(deed("rmdir", directory), "res", 0, "path", directory);
        assertSeen(deed("rmdir", directory), "res", ENOENT, "path", directory);
    }

    @Test
    void chmod_anyResult_hasAllParameters() throws Exception {
        assertSeen(deed("chmod", file, "04711"), "res", 0, "filename", file, "mode", 04711);
        assertSeen(
                deed("chmod", MISSING, "0600"), "res", ENOENT, "filename", MISSING, "mode", 0600);
    }

    @Test
    void fchmod_anyResult_hasAllParameters() throws Exception {
        Deed done = Deed.perform("fchmod", file, "02755");
        Deed failed = Deed.perform("fchmod", MISSING, "02755");

        assertThat(live.last(done, "fchmod").params())
                .isEqualTo(params("res", 0, "fd", done.get("fd"), "mode", 02755));
        assertThat(live.last(failed, "fchmod").params())
                .isEqualTo(params("res", -9, "fd", ENOENT, "mode", 02755));
    }

    @Test
    void fchmodat_anyResult_hasAllParameters() throws Exception {
        assertSeen(
                deed("fchmodat", file, "01777"),
                "res",
                0,
                "dirfd",
                AT_FDCWD,
                "filename",
                file,
                "mode",
                01777);
        assertSeen(
                deed("fchmodat", MISSING, "01777"),
                "res",
                ENOENT,
                "dirfd",
                AT_FDCWD,
                "filename",
                MISSING,
                "mode",
                01777);
    }

    @Test
    void chdir_anyResult_hasAllParameters() throws Exception {
        assertSeen(deed("chdir", "/etc"), "res", 0, "path", "/etc");
        assertSeen(deed("chdir", MISSING), "res", ENOENT, "path", MISSING);
    }

    @Test
    void fchdir_anyResult_hasAllParameters() throws Exception {
        Deed done = Deed.perform("fchdir", "/etc");
        Deed failed = Deed.perform("fchdir", MISSING);

        assertThat(live.last(done, "fchdir").params())
                .isEqualTo(params("res", 0, "fd", done.get("fd")));
        assertThat(live.last(failed, "fchdir").params()).isEqualTo(params("res", -9, "fd", ENOENT));
    }

    @Test
    void chroot_anyResult_hasAllParameters() throws Exception {
        assertSeen(deed("chroot", folder.toString()), "res", 0, "path", folder.toString());
        assertSeen(deed("chroot", MISSING), "res", ENOENT, "path", MISSING);
    }

    @Test
    void path_ofGreatestLength_comesWhole() throws Exception {
        String path = "/" + "long/".repeat(818) + "end"; // 4094 characters and the 0

        assertSeen(deed("unlink", path), "res", ENOENT, "path", path);
    }
}
