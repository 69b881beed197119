// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StackMapsTest {
    private static final int MAJOR_VERSION = 6;

    @TempDir private Path folder;

    @Test
    void jar_withClassesForJava5_getsWhatJava7AsksFor() throws Exception {
        Path given =
                Path.of(
                        CommandLine.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Path jar = Files.copy(given, folder.resolve("lib.jar"));

        StackMaps.add(jar);

        try (ZipFile before = new ZipFile(given.toFile());
                ZipFile after = new ZipFile(jar.toFile());
                URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {jar.toUri().toURL()},
                                ClassLoader.getPlatformClassLoader())) {
            assertThat(after.stream().map(ZipEntry::getName).toList())
                    .isEqualTo(before.stream().map(ZipEntry::getName).toList());
            List<? extends ZipEntry> classes =
                    after.stream().filter(StackMapsTest::isClass).toList();
            assertThat(classes).hasSizeGreaterThan(100);
            for (ZipEntry entry : classes) {
                assertThat(version(after, entry)).as(entry.getName()).isGreaterThanOrEqualTo(51);
                // Linking verifies: no class would pass with wrong maps.
                String name = entry.getName().replace('/', '.').replaceFirst("[.]class$", "");
                assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
            }
        }
        assertThat(Files.list(folder)).containsExactly(jar);
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().contains("module-info");
    }

    private static int version(ZipFile jar, ZipEntry entry) throws IOException {
        return ByteBuffer.wrap(jar.getInputStream(entry).readNBytes(8)).getShort(MAJOR_VERSION);
    }
}
