// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOpenIT {
    private static final String O_RDWR_CREAT_TRUNC_CLOEXEC = "02001102";
    private static final long SCAP_RDWR_CREAT_TRUNC_CLOEXEC = 1 | 2 | 4 | 1 << 8 | 1 << 12;
    private static final long SCAP_CREATED = 1 << 14;
    private static final long ENOENT = -2;
    private static final long EFAULT = -14;

    @AutoClose private static LiveProbe live;
    @TempDir Path folder;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    @Test
    void open_ofNewFile_hasAllParameters() throws Exception {
        String path = folder.resolve("new").toString();
        Deed deed = Deed.perform("open", path, O_RDWR_CREAT_TRUNC_CLOEXEC, "0640");

        assertThat(live.last(deed, "open").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.result(),
                                "name",
                                path,
                                "flags",
                                SCAP_RDWR_CREAT_TRUNC_CLOEXEC | SCAP_CREATED,
                                "mode",
                                0640,
                                "dev",
                                deed.get("dev"),
                                "ino",
                                deed.get("ino")));
    }

    @Test
    void open_ofMissingFile_hasErrorAndNoInode() throws Exception {
        Deed deed = Deed.perform("open", "/no/such/file", "0");

        assertThat(live.last(deed, "open").params())
                .isEqualTo(
                        params(
                                "fd",
                                ENOENT,
                                "name",
                                "/no/such/file",
                                "flags",
                                1,
                                "mode",
                                0,
                                "dev",
                                0,
                                "ino",
                                0));
    }

    @Test
    void openat_ofNewFile_hasAllParameters() throws Exception {
        String path = folder.resolve("new").toString();
        Deed deed = Deed.perform("openat", path, O_RDWR_CREAT_TRUNC_CLOEXEC, "04755");

        assertThat(live.last(deed, "openat").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.result(),
                                "dirfd",
                                -100,
                                "name",
                                path,
                                "flags",
                                SCAP_RDWR_CREAT_TRUNC_CLOEXEC | SCAP_CREATED,
                                "mode",
                                04755,
                                "dev",
                                deed.get("dev"),
                                "ino",
                                deed.get("ino")));
    }

    @Test
    void openat_ofExistingFile_isNotCreatedAndHasNoMode() throws Exception {
        Deed deed = Deed.perform("openat", "/etc/passwd", "0", "0777");

        SeenEvent event = live.last(deed, "openat");
        assertThat(event.number("flags")).isEqualTo(1);
        assertThat(event.number("mode")).isZero();
    }

    @Test
    void openat_belowDirectory_hasDescriptorAndRelativeName() throws Exception {
        Deed deed = Deed.perform("openat_below", "/etc", "passwd");

        SeenEvent event = live.last(deed, "openat");
        assertThat(event.number("dirfd")).isEqualTo(deed.get("dirfd"));
        assertThat(event.text("name")).isEqualTo("passwd");
        assertThat(event.number("ino")).isEqualTo(deed.get("ino"));
    }

    @Test
    void openat_withUnreadableName_isSeenWithNameEmptyAndCounted() throws Exception {
        long before = live.probe().drops().count(DropReason.PAGE_FAULT);

        Deed deed = Deed.perform("openat_unreadable");

        SeenEvent event = live.last(deed, "openat");
        assertThat(event.number("fd")).isEqualTo(EFAULT);
        assertThat(event.params().get("name")).isNull();
        assertThat(live.probe().drops().count(DropReason.PAGE_FAULT)).isGreaterThan(before);
    }

    @Test
    void openat_ofDirectory_hasDirectoryFlagAlone() throws Exception {
        Deed deed = Deed.perform("openat", folder.toString(), "0200000");

        assertThat(live.last(deed, "openat").number("flags")).isEqualTo(1 | 1 << 10);
    }

    @Test
    void openat2_ofNewFile_hasAllParameters() throws Exception {
        String path = folder.resolve("new").toString();
        Deed deed = Deed.perform("openat2", path, O_RDWR_CREAT_TRUNC_CLOEXEC, "0600", "6");

        assertThat(live.last(deed, "openat2").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.result(),
                                "dirfd",
                                -100,
                                "name",
                                path,
                                "flags",
                                SCAP_RDWR_CREAT_TRUNC_CLOEXEC | SCAP_CREATED,
                                "mode",
                                0600,
                                "resolve",
                                1 << 2 | 1 << 3,
                                "dev",
                                deed.get("dev"),
                                "ino",
                                deed.get("ino")));
    }

    @Test
    void openat2_withBadResolve_hasError() throws Exception {
        Deed deed = Deed.perform("openat2", "/etc/passwd", "0", "0", "0x8000");

        SeenEvent event = live.last(deed, "openat2");
        assertThat(event.number("fd")).isEqualTo(deed.result()).isNegative();
        assertThat(event.number("resolve")).isZero();
    }

    @Test
    void creat_ofNewFile_hasAllParameters() throws Exception {
        String path = folder.resolve("new").toString();
        Deed deed = Deed.perform("creat", path, "0604");

        assertThat(live.last(deed, "creat").params())
                .isEqualTo(
                        params(
                                "fd",
                                deed.result(),
                                "name",
                                path,
                                "mode",
                                0604,
                                "dev",
                                deed.get("dev"),
                                "ino",
                                deed.get("ino"),
                                "creat_flags",
                                0));
    }

    @Test
    void creat_inMissingDirectory_hasError() throws Exception {
        Deed deed = Deed.perform("creat", "/no/such/file", "0600");

        assertThat(live.last(deed, "creat").number("fd")).isEqualTo(ENOENT);
    }

    @Test
    void open_throughThe32BitTable_isSeenAsOpen() throws Exception {
        Deed deed = Deed.perform("compat_open", "/etc/passwd");

        SeenEvent event = live.last(deed, "open");
        assertThat(event.number("fd")).isEqualTo(deed.result()).isPositive();
        assertThat(event.text("name")).isEqualTo("/etc/passwd");
    }
}
