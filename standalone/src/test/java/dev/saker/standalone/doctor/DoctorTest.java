// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On hosts made of a few files. */
class DoctorTest {

    private static final String ALL_CAPABILITIES = "000001ffffffffff";

    @TempDir Path root;

    @Test
    void host_withAllThatIsNeeded_hasNothingBroken() throws IOException {
        host("6.1.0-13-amd64", ALL_CAPABILITIES);
        write("/sys/kernel/btf/vmlinux", "");

        assertThat(Finding.anyBroken(probe())).isFalse();
    }

    @Test
    void kernel_tooOld_isToldWhichItNeeds() throws IOException {
        host("5.4.0-150-generic", ALL_CAPABILITIES);

        assertThat(text("kernel")).contains("FAIL", "5.4.0-150-generic", "Linux 5.8 or newer");
    }

    @Test
    void user_withoutCapabilities_isToldToBeRoot() throws IOException {
        host("6.1.0", "0000000000000000");

        assertThat(text("capabilities")).contains("FAIL", "run as root, or with CAP_BPF");
    }

    @Test
    void user_withBpfAndPerfmon_needsNoMore() throws IOException {
        host("6.1.0", "000000c000000000");

        assertThat(text("capabilities")).startsWith("ok").contains("CAP_BPF and CAP_PERFMON");
    }

    @Test
    void kernel_withoutTypeInformation_isToldWhichOptionGivesIt() throws IOException {
        host("6.1.0", ALL_CAPABILITIES);

        assertThat(text("BTF")).contains("FAIL", "is missing", "CONFIG_DEBUG_INFO_BTF");
    }

    @Test
    void port_takenByAnother_isBroken() throws IOException {
        host("6.1.0", ALL_CAPABILITIES);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            List<Finding> findings = new Doctor(new Host(root)).pipeline(taken.getLocalPort());

            assertThat(Finding.anyBroken(findings)).isTrue();
        }
    }

    private void host(String release, String capabilities) throws IOException {
        write("/proc/sys/kernel/osrelease", release + "\n");
        write("/proc/self/status", "Name:\tjava\nCapEff:\t" + capabilities + "\n");
        write("/proc/meminfo", "MemTotal: 8000000 kB\nMemAvailable:   4000000 kB\n");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<Finding> probe() {
        return new Doctor(new Host(root)).probe();
    }

    private String text(String subject) {
        return probe().stream()
                .filter(finding -> finding.subject().equals(subject))
                .map(Finding::text)
                .findFirst()
                .orElseThrow();
    }
}
