// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Cgroups of the v2 hierarchy as the kernel numbers them: the inode number of their directory. */
final class CgroupPaths {
    private CgroupPaths() {}

    static long id(Path directory) throws ProbeException {
        try {
            return (long) Files.getAttribute(directory, "unix:ino");
        } catch (IOException e) {
            throw new ProbeException("cannot read cgroup directory " + directory, e);
        }
    }

    /** How many ancestors the group has; the root has none. */
    static int level(Path directory) throws ProbeException {
        Path mount = mount();
        Path normal = directory.toAbsolutePath().normalize();
        if (!normal.startsWith(mount)) {
            throw new ProbeException(
                    "cannot exclude cgroup "
                            + directory
                            + ": it is not below "
                            + mount
                            + ", where the v2 hierarchy is mounted");
        }
        return normal.getNameCount() - mount.getNameCount();
    }

    private static Path mount() throws ProbeException {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.map(line -> line.split(" "))
                    .filter(fields -> fields.length > 2 && fields[2].equals("cgroup2"))
                    .map(fields -> Path.of(fields[1]))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new ProbeException(
                                            "cannot exclude a cgroup: no v2 hierarchy is mounted"));
        } catch (IOException e) {
            throw new ProbeException("cannot read /proc/self/mounts", e);
        }
    }
}
