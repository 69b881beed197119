// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamTextTest {
    private final ByteSink out = new ByteSink();

    @ParameterizedTest
    @CsvSource({
        "PPME_SYSCALL_OPENAT_2_X, flags, 1, O_RDONLY",
        "PPME_SYSCALL_OPENAT_2_X, flags, 3, O_RDWR",
        "PPME_SYSCALL_OPENAT_2_X, flags, 0x4106, O_TRUNC|O_CREAT|O_WRONLY|O_F_CREATED",
        "PPME_SYSCALL_OPENAT_2_X, flags, 0, O_NONE",
        "PPME_SYSCALL_OPENAT_2_X, flags, 0x40000000, 1073741824",
        "PPME_SYSCALL_OPENAT_2_X, mode, 420, 0644",
        "PPME_SYSCALL_OPENAT_2_X, mode, 0, 0",
        "PPME_SYSCALL_OPENAT_2_X, dev, 0xFD01, FD01",
        "PPME_SYSCALL_OPENAT_2_X, fd, -2, ENOENT",
        "PPME_SYSCALL_OPENAT_2_X, fd, 5, 5",
        "PPME_SYSCALL_OPENAT_2_X, dirfd, -100, AT_FDCWD",
        "PPME_SYSCALL_UNLINKAT_2_X, res, -13, EACCES",
        "PPME_SYSCALL_UNLINKAT_2_X, res, 0, 0",
        "PPME_SYSCALL_UNLINKAT_2_X, res, -4095, -4095",
        "PPME_SYSCALL_EXECVE_19_X, flags, 5, EXE_WRITABLE|EXE_FROM_MEMFD",
        "PPME_SYSCALL_EXECVE_19_X, loginuid, 4294967295, <NONE>",
        "PPME_SYSCALL_EXECVE_19_X, loginuid, 1000, 1000",
        "PPME_SYSCALL_EXECVE_19_X, cap_effective, -1, FFFFFFFFFFFFFFFF",
        "PPME_SYSCALL_EXECVE_19_X, exe_ino_ctime, 1795304298000000007,"
                + " 2026-11-21 23:38:18.000000007",
        "PPME_SYSCALL_EXECVE_19_X, vm_size, 4294967295, -1",
        "PPME_SOCKET_SOCKET_X, domain, 1, AF_LOCAL|AF_UNIX",
        "PPME_SOCKET_SOCKET_X, domain, 2, AF_INET",
        "PPME_SOCKET_SOCKET_X, domain, 99, 99",
        "PPME_SYSCALL_PTRACE_X, request, 11, PTRACE_ATTACH",
        "PPME_SYSCALL_CHMOD_X, mode, 0x9ED, "
                + "S_IXOTH|S_IROTH|S_IXGRP|S_IRGRP|S_IXUSR|S_IWUSR|S_IRUSR|S_ISUID",
        "PPME_SYSCALL_CHMOD_X, mode, 0, 0",
        "PPME_SYSCALL_KILL_X, sig, 9, SIGKILL",
        "PPME_SYSCALL_KILL_X, sig, 0, 0",
        "PPME_SYSCALL_KILL_X, sig, 40, 40",
        "PPME_SYSCALL_NANOSLEEP_E, interval, 1500000000, 1.5s",
        "PPME_SYSCALL_NANOSLEEP_E, interval, 50000, 5e-05s",
        "PPME_SYSCALL_NANOSLEEP_E, interval, 0, 0s",
        "PPME_SYSCALL_NANOSLEEP_E, interval, 1234567890123456, 1.23457e+06s",
        "PPME_SYSCALL_NANOSLEEP_E, interval, 100000000000, 100s",
        "PPME_SYSCALL_NANOSLEEP_E, interval, -1, none",
        "PPME_SIGNALDELIVER_E, sig, 15, SIGTERM",
        "PPME_GENERIC_X, ID, 3, read"
    })
    void integer_isRenderedByItsType(String codeName, String param, String value, String expected) {
        ParamText.append(param(codeName, param), Long.decode(value), out);

        assertThat(out).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PPME_SYSCALL_EXECVE_19_X, exe, 6c7300, ls",
        "PPME_SYSCALL_EXECVE_19_X, exe, 00, ''",
        "PPME_SYSCALL_EXECVE_19_X, exe, '', <NA>",
        "PPME_SYSCALL_EXECVE_19_X, args, 2d6c00ff7e00, -l..~.",
        "PPME_SYSCALL_EXECVE_19_X, args, '', NULL",
        "PPME_SYSCALL_EXECVE_19_X, trusted_exepath, 2f6200, /b",
        "PPME_SYSCALL_CLOSE_X, res, f7ffffffffffffff, EBADF",
        "PPME_SYSCALL_CLOSE_X, res, '', <NA>",
        "PPME_SOCKET_CONNECT_X, addr, 020a0000015000, 10.0.0.1:80",
        "PPME_SOCKET_CONNECT_X, addr, 0a000000000000000000000000000000015000, ::1:80",
        "PPME_SOCKET_CONNECT_X, addr, 0a20010db8000000000000000100000002bb01, 2001:db8::1:0:2:443",
        "PPME_SOCKET_CONNECT_X, addr, 0a00000000000000000000ffff7f000001bb01,"
                + " ::ffff:127.0.0.1:443",
        "PPME_SOCKET_CONNECT_X, addr, 0a000000000000000000000000000000000000, :::0",
        "PPME_SOCKET_CONNECT_X, addr, 012f72756e2f7800, /run/x",
        "PPME_SOCKET_CONNECT_X, addr, 0210, INVALID IPv4",
        "PPME_SOCKET_CONNECT_X, addr, 10, family 16",
        "PPME_SOCKET_CONNECT_X, addr, '', <NA>",
        "PPME_SOCKET_CONNECT_X, tuple, 020a000001a8610a0000025000, 10.0.0.1:25000->10.0.0.2:80",
        "PPME_SOCKET_CONNECT_X, tuple, 011000000000000000ff000000000000002f6100, 10->ff /a",
        "PPME_SOCKET_CONNECT_X, tuple, 0a"
                + "00000000000000000000ffff0a000001a861"
                + "00000000000000000000ffff0a0000025000, 10.0.0.1:25000->10.0.0.2:80",
        // is_ipv4_mapped_ipv6 of libsinsp's utils.cpp: an end of all zeros counts as mapped
        "PPME_SOCKET_CONNECT_X, tuple, 0a"
                + "000000000000000000000000000000000000"
                + "00000000000000000000ffff0a0000025000, 0.0.0.0:0->10.0.0.2:80",
        "PPME_SOCKET_CONNECT_X, tuple, 0a, INVALID IPv6",
        "PPME_SOCKET_CONNECT_X, tuple, '', NULL",
        "PPME_SYSCALL_PTRACE_X, data, 000f00000000000000, F",
        "PPME_SYSCALL_PTRACE_X, data, 0109, SIGKILL",
        "PPME_SYSCALL_PTRACE_X, data, 7f, INVALID DYNAMIC PARAMETER",
        "PPME_SYSCALL_PTRACE_X, data, '', NULL",
        // get_param_as_str of libsinsp's event.cpp: a buffer of nothing within has no word for it
        "PPME_SOCKET_GETSOCKOPT_X, val, 00, ''"
    })
    void bytes_areRenderedByTheirType(String codeName, String param, String hex, String expected) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        ParamText.append(param(codeName, param), bytes, 0, bytes.length, out);

        assertThat(out).hasToString(expected);
    }

    @Test
    void rawText_keepsTheNumber() {
        ParamText.appendRaw(param("PPME_SYSCALL_OPENAT_2_X", "flags"), 3, out);
        out.append((byte) ' ');
        ParamText.appendRaw(param("PPME_SYSCALL_EXECVE_19_X", "loginuid"), 0xffffffffL, out);

        assertThat(out).hasToString("3 -1");
    }

    @Test
    void signalSet_listsTheSignals() {
        ParamInfo signals =
                new ParamInfo(
                        "set",
                        ParamType.SIGSET,
                        ParamFormat.DEC,
                        FlagTable.EMPTY,
                        ParamInfo.NO_DIRFD,
                        List.of());

        ParamText.append(signals, 0x101, out);

        assertThat(out).hasToString("SIGHUP SIGKILL");
    }

    @Test
    void integer_ofTheWrongSize_isRefused() {
        ParamInfo result = param("PPME_SYSCALL_CLOSE_X", "res");
        byte[] bytes = "abc".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> ParamText.append(result, bytes, 0, 3, out))
                .isInstanceOf(ScapFormatException.class)
                .hasMessage("parameter res of type ERRNO takes 8 bytes, has 3");
    }

    private static ParamInfo param(String codeName, String name) {
        EventInfo event = EventTable.get().byCodeName(codeName);
        return event.params().get(event.paramIndex(name));
    }
}
