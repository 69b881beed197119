// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.SocketState.Role;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedDescriptor.Kind;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.schemas.FdType;
import dev.saker.schemas.L4Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a recording's lists tell, as sinsp_threadinfo::init and add_fd_from_scap take it. */
class RecordedHostTest {
    private static final int TCP = 2;
    private static final int UDP = 3;

    private final RecordedHost host =
            new RecordedHost(
                    100, new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES), false);

    @ParameterizedTest(name = "told {0}")
    @CsvSource({"/srv/../opt//x, /opt/x/", "'', /", "/, /"})
    void directory_isWrittenAsPathsAre(String told, String expected) {
        RecordedProcess process = process(10, 1);
        process.cwd = bytes(told);

        host.process(process);
        host.finish();

        assertThat(text(host.state().threads().get(10).cwd())).isEqualTo(expected);
    }

    /** Texts end at a NUL; a file of which nothing but the mark is left keeps it. */
    @Test
    void texts_endAtTheirNul() {
        RecordedProcess process = process(10, 1);
        process.comm = bytes("cat\0dog");
        process.exePath = bytes(" (deleted)");

        host.process(process);

        assertThat(text(host.state().threads().get(10).name)).isEqualTo("cat");
        assertThat(text(host.state().threads().get(10).exePath)).isEqualTo(" (deleted)");
    }

    /** Marks of libsinsp, which writes them down with the flags of clone. */
    @Test
    void flags_tellWhoCameFirst_andWhoLivesInANamespace() {
        RecordedProcess process = process(10, 1);
        process.flags = 1 << 16 | 1 << 29;

        host.process(process);

        assertThat(host.state().threads().get(10).announcedByChild).isTrue();
        assertThat(host.state().threads().get(10).isInPidNamespace()).isTrue();
    }

    @Test
    void thread_thatIsListedTwice_isItsParentsOnlyChild() {
        host.process(process(1, 0));
        host.process(process(10, 1));
        host.process(process(10, 1));
        host.finish();

        ThreadEntry init = host.state().threads().get(1);
        assertThat(init.firstChild).isSameAs(host.state().threads().get(10));
        assertThat(init.firstChild.nextSibling).isNull();
    }

    /** add_fd_from_scap: which side a unix socket is its name alone tells. */
    @Test
    void unixSocket_withAName_isTheServers() {
        host.process(process(10, 1));
        host.descriptor(10, unix(3, "/run/s"));
        host.descriptor(10, unix(4, ""));
        host.finish();

        FdTable fds = host.state().threads().get(10).fds();
        assertThat(fds.get(3).socket().role()).isEqualTo(Role.SERVER);
        assertThat(fds.get(4).socket().role()).isEqualTo(Role.CLIENT);
    }

    private static RecordedDescriptor unix(long number, String name) {
        return new RecordedDescriptor(
                number, 1, Kind.UNIX, bytes(name), 0, 0, null, 0, null, 0, 0, 0, 0);
    }

    /** fix_sockets_coming_from_proc: a port that anybody waits at, by whatever protocol. */
    @Test
    void connection_fromAPortThatIsWaitedAt_isTheServers() {
        host.process(process(10, 1));
        host.descriptor(10, connection(3, Kind.IPV4, "10.0.0.1", 53, "10.0.0.9", 4000, UDP));
        host.descriptor(10, listening(4, Kind.IPV4_SERVER, "0.0.0.0", 53, UDP));
        host.finish();

        FdEntry fd = fd(3);
        assertThat(text(fd.name())).isEqualTo("10.0.0.9:4000->10.0.0.1:53");
        assertThat(fd.socket().role()).isEqualTo(Role.SERVER);
        assertThat(fd.socket().connected()).isFalse(); // TCP's alone are
        assertThat(fd.ino()).isEqualTo(77);
    }

    /** The same function passes IPv6 by: which end is the server's is not found out. */
    @Test
    void connection_overIpv6_hasNoRole() {
        host.process(process(10, 1));
        host.descriptor(10, connection(3, Kind.IPV6, "2001:db8::1", 22, "2001:db8::9", 4000, TCP));
        host.descriptor(10, listening(4, Kind.IPV6_SERVER, "::", 22, TCP));
        host.finish();

        assertThat(text(fd(3).name())).isEqualTo("2001:db8::1:22->2001:db8::9:4000");
        assertThat(fd(3).socket().role()).isEqualTo(Role.NONE);
        assertThat(fd(3).socket().connected()).isTrue();
        assertThat(fd(3).visibleProtocol()).isEqualTo(L4Protocol.NONE);
        assertThat(fd(4).type()).isEqualTo(FdType.IPV6_SERVER);
        assertThat(text(fd(4).name())).isEqualTo(":::22");
    }

    /** While lists are read the addresses of the machine are not known yet. */
    @Test
    void connection_withAnOpenEnd_keepsItOpen() {
        host.state().addresses().add(ip("10.0.0.1"), ip("255.255.255.0"));
        host.process(process(10, 1));
        host.descriptor(10, connection(3, Kind.IPV4, "0.0.0.0", 68, "10.0.0.9", 67, UDP));
        host.finish();

        assertThat(text(fd(3).name())).isEqualTo("0.0.0.0:68->10.0.0.9:67");
    }

    /** add_fd_from_scap makes nothing of a descriptor whose kind was not found out. */
    @Test
    void descriptor_ofNoKind_isNotOpen() {
        host.process(process(10, 1));
        host.descriptor(10, named(3, Kind.UNKNOWN, ""));
        host.descriptor(10, named(4, Kind.UNIX, "/run/x"));
        host.finish();

        assertThat(fd(3)).isNull();
        assertThat(fd(4).ino()).isEqualTo(77);
    }

    private FdEntry fd(long number) {
        return host.state().threads().get(10).fds().get(number);
    }

    private static RecordedProcess process(long pid, long parent) {
        RecordedProcess process = new RecordedProcess();
        process.tid = pid;
        process.pid = pid;
        process.vtid = pid;
        process.vpid = pid;
        process.ptid = parent;
        return process;
    }

    private static RecordedDescriptor named(long fd, Kind kind, String name) {
        return new RecordedDescriptor(fd, 77, kind, bytes(name), 0, 0, null, 0, null, 0, 0, 0, 0);
    }

    private static RecordedDescriptor listening(
            long fd, Kind kind, String ip, int port, int protocol) {
        return new RecordedDescriptor(
                fd, 77, kind, bytes(""), 0, 0, null, 0, ip(ip), port, protocol, 0, 0);
    }

    private static RecordedDescriptor connection(
            long fd, Kind kind, String from, int fromPort, String to, int toPort, int protocol) {
        return new RecordedDescriptor(
                fd, 77, kind, bytes(""), 0, 0, ip(from), fromPort, ip(to), toPort, protocol, 0, 0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ip(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException(text, notAnAddress);
        }
    }
}
