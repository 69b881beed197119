// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Container images are overlays: what a container changed lies in the upper layer. */
class OverlayIT {
    private static final long UPPER = 1 << 15;
    private static final long LOWER = 1 << 16;
    private static final long EXE_UPPER_LAYER = 2;
    private static final long EXE_LOWER_LAYER = 8;

    @TempDir Path folder;
    private Path merged;

    @BeforeEach
    void mount() throws Exception {
        merged = Files.createDirectory(folder.resolve("merged"));
        for (String layer : new String[] {"lower", "upper", "work", "ram"}) {
            Files.createDirectory(folder.resolve(layer));
        }
        // The layers need a file system that can carry an overlay, which a test's disk may not.
        Path ram = folder.resolve("ram");
        assumeTrue(run("mount", "-t", "tmpfs", "tmpfs", ram.toString()), "overlay: cannot mount");
        for (String layer : new String[] {"lower", "upper", "work"}) {
            Files.createDirectory(ram.resolve(layer));
        }
        Files.copy(
                Path.of("/usr/bin/true"),
                ram.resolve("lower/program"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(ram.resolve("lower/file"), "from the image");
        String options = "lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work".formatted(ram);
        assumeTrue(
                run("mount", "-t", "overlay", "-o", options, "overlay", merged.toString()),
                "overlay: this kernel has none");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", merged.toString());
        run("umount", folder.resolve("ram").toString());
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }

    @Test
    void open_inOverlay_namesTheLayer() throws Exception {
        String file = merged.resolve("file").toString();
        try (LiveProbe live = LiveProbe.open()) {
            Deed lower = Deed.perform("openat", file, "0");
            Deed upper = Deed.perform("openat", file, "1");
            Deed creat = Deed.perform("creat", merged.resolve("new").toString(), "0600");

            assertThat(live.last(lower, "openat").number("flags")).isEqualTo(1 | LOWER);
            assertThat(live.last(upper, "openat").number("flags")).isEqualTo(2 | UPPER);
            assertThat(live.last(creat, "creat").number("creat_flags")).isEqualTo(1);
        }
    }

    @Test
    void exec_inOverlay_namesTheLayerAndThePath() throws Exception {
        Path program = merged.resolve("program");
        try (LiveProbe live = LiveProbe.open()) {
            Deed lower = Deed.perform("execve", program.toString());
            Files.setLastModifiedTime(program, java.nio.file.attribute.FileTime.fromMillis(0));
            Deed upper = Deed.perform("execve", program.toString());

            SeenEvent before = live.last(lower, "execve");
            SeenEvent after = live.last(upper, "execve");
            assertThat(before.number("flags") & (EXE_LOWER_LAYER | EXE_UPPER_LAYER))
                    .isEqualTo(EXE_LOWER_LAYER);
            assertThat(after.number("flags") & (EXE_LOWER_LAYER | EXE_UPPER_LAYER))
                    .isEqualTo(EXE_UPPER_LAYER);
            assertThat(after.text("trusted_exepath")).isEqualTo(program.toString());
        }
    }
}
