// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTableTest {
    private final EventTable table = EventTable.get();

    // Spread over the enumeration, so that a block out of order shows.
    @ParameterizedTest
    @CsvSource({
        "PPME_GENERIC_X, 1, syscall",
        "PPME_SYSCALL_OPEN_X, 3, open",
        "PPME_SOCKET_CONNECT_X, 23, connect",
        "PPME_PROCEXIT_1_E, 186, procexit",
        "PPME_SYSCALL_PTRACE_X, 169, ptrace",
        "PPME_SYSCALL_EXECVE_19_X, 293, execve",
        "PPME_SYSCALL_OPENAT_2_X, 307, openat",
        "PPME_SYSCALL_SETUID_X, 199, setuid",
        "PPME_SYSCALL_MEMFD_CREATE_X, 405, memfd_create",
        "PPME_SYSCALL_KEYCTL_X, 453, keyctl"
    })
    void event_byCodeName_hasTheFormatsNumber(String codeName, int code, String name) {
        EventInfo event = table.byCodeName(codeName);

        assertThat(event.code()).isEqualTo(code);
        assertThat(event.name()).isEqualTo(name);
        assertThat(table.event(code)).isSameAs(event);
    }

    @Test
    void size_isTheFormats() {
        assertThat(table.size()).isEqualTo(454);
    }

    @Test
    void byName_openat_listsAllVersions() {
        assertThat(table.byName("openat"))
                .extracting(EventInfo::codeName)
                .containsExactly(
                        "PPME_SYSCALL_OPENAT_E",
                        "PPME_SYSCALL_OPENAT_X",
                        "PPME_SYSCALL_OPENAT_2_E",
                        "PPME_SYSCALL_OPENAT_2_X");
        assertThat(table.byName("no_such_event")).isEmpty();
    }

    @Test
    void openat_parameters_areTyped() {
        EventInfo openat = table.byCodeName("PPME_SYSCALL_OPENAT_2_X");
        ParamInfo name = openat.params().get(openat.paramIndex("name"));
        ParamInfo flags = openat.params().get(openat.paramIndex("flags"));

        assertThat(name.type()).isEqualTo(ParamType.FSRELPATH);
        assertThat(name.dirfdParam()).isEqualTo(openat.paramIndex("dirfd"));
        assertThat(flags.flags().value("O_RDWR")).hasValue(3);
        assertThat(openat.paramIndex("nothing")).isEqualTo(EventInfo.NO_PARAM);
        assertThat(openat.has(EventFlag.CREATES_FD)).isTrue();
        assertThat(openat.isExit()).isTrue();
    }

    @Test
    void ptraceAddress_isOneOfItsAlternatives() {
        EventInfo ptrace = table.byCodeName("PPME_SYSCALL_PTRACE_X");

        assertThat(ptrace.params().get(1).alternatives())
                .extracting(ParamInfo::type)
                .containsExactly(ParamType.UINT64, ParamType.SIGTYPE);
    }

    @Test
    void longestEvent_fitsTheLimit() {
        for (int code = 0; code < table.size(); code++) {
            assertThat(table.event(code).params().size())
                    .isLessThanOrEqualTo(EventLayout.MAX_PARAMS);
        }
    }

    @Test
    void unknownCode_isNamed() {
        assertThatThrownBy(() -> table.event(454))
                .isInstanceOf(ScapFormatException.class)
                .hasMessage("unknown event code 454, the table has 454");
        assertThatThrownBy(() -> table.byCodeName("PPME_NOTHING"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown event code name PPME_NOTHING");
    }

    @Test
    void syscalls_areNamedByEitherNumber() {
        assertThat(Syscalls.get().name(59)).contains("execve");
        assertThat(Syscalls.get().scapName(3)).contains("read");
        assertThat(Syscalls.get().name(100_000)).isEmpty();
        assertThat(Syscalls.get().names())
                .contains("execve", "socketcall")
                .doesNotContain("unknown");
    }
}
