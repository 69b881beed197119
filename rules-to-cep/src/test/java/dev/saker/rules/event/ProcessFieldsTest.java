// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import static dev.saker.rules.event.FieldSamples.open;
import static dev.saker.rules.event.FieldSamples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proc.name | cat",
                "proc.exe | cat",
                "proc.exepath | /usr/bin/cat",
                "proc.args | /etc/passwd",
                "proc.args[0] | /etc/passwd",
                "proc.cmdline | cat /etc/passwd",
                "proc.exeline | cat /etc/passwd",
                "proc.cmdnargs | 1",
                "proc.cmdlenargs | 11",
                "proc.pname | bash",
                "proc.pexe | bash",
                "proc.pexepath | /bin/bash",
                "proc.pcmdline | bash -l",
                "proc.ppid | 4000",
                "proc.aname | [bash, sshd, systemd]",
                "proc.aname[0] | cat",
                "proc.aname[2] | sshd",
                "proc.aname[4] | null",
                "proc.apid[3] | 1",
                "proc.acmdline[2] | sshd -l",
                "proc.aargs | -l -l -l",
                "proc.aargs[1] | -l",
                "proc.loginshellid | 4000",
                "proc.cwd | /root/",
                "proc.env | HOME=/root PATH=/bin",
                "proc.env[PATH] | /bin",
                "proc.tty | 34816",
                "proc.pid | 4711",
                "proc.sid | 4000",
                "proc.sname | bash",
                "proc.sid.exe | -bash",
                "proc.pgid.exepath | /usr/bin/make",
                "proc.vpgid.name | make",
                "proc.duration | 123456789",
                "proc.is_sid_leader | false",
                "proc.is_pgid_leader | true",
                "proc.exe_ino | 5",
                "proc.exe_ino.ctime_duration_proc_start | 100000000000000000",
                "proc.pidns_init_start_ts | null",
                "proc.fdopencount | 8",
                "proc.fdusage | 0.78125",
                "proc.stdin.type | pipe",
                "proc.stdout.name | /out",
                "proc.stderr.type | null",
                "thread.tid | 4711",
                "thread.ismain | true",
                "thread.nametid | cat4711",
                "thread.cgroups | cpu=/a memory=/b",
                "thread.cgroup.memory | /b",
                "thread.cgroup.pids | null",
                "thread.vmsize.b | 102400",
                "user.uid | 0",
                "user.name | root",
                "user.homedir | /root",
                "user.loginuid | -1",
                "group.name | root",
                "container.id | host",
                "container.full_id | host",
                "container.name | host",
                "container.start_ts | null",
            })
    void process_field_reads(String field, String expected) {
        assertThat(read(open(), field)).isEqualTo(expected);
    }

    /** threadinfo.cpp, get_fd_usage_pct_d; sinsp_filtercheck_thread.cpp, extract_arg. */
    @Test
    void usageOfDescriptors_isAtMostAll_andANumberNamesNoVariable() {
        EventSample sample = open();
        sample.resources = Map.of("fdLimit", 4L, "fdOpen", 8L);

        assertThat(read(sample, "proc.fdusage")).isEqualTo("100.0");
        assertThat(read(sample, "proc.env[7]")).isEqualTo("HOME=/root PATH=/bin");
    }

    @Test
    void capabilities_read_as_names() {
        EventSample sample = open();
        sample.process.capEffective = 1L << 21 | 1;

        assertThat(read(sample, "thread.cap_effective")).isEqualTo("CAP_CHOWN CAP_SYS_ADMIN");
        assertThat(read(sample, "thread.cap_permitted")).isEmpty();
    }
}
