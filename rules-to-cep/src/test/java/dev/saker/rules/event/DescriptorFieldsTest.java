// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import static dev.saker.rules.event.FieldSamples.connect;
import static dev.saker.rules.event.FieldSamples.open;
import static dev.saker.rules.event.FieldSamples.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of files and sockets, and of the paths of calls. */
class DescriptorFieldsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd.num | 3",
                "fd.name | /etc/passwd",
                "fd.nameraw | /etc/passwd",
                "fd.directory | /etc",
                "fd.filename | passwd",
                "fd.type | file",
                "fd.typechar | f",
                "fd.uid | 47113",
                "fd.containername | :/etc/passwd",
                "fd.containerdirectory | :/etc",
                "fd.ip | []",
                "fd.sip | null",
                "fd.sport | null",
                "fd.l4proto | <NA>",
                "fd.sockfamily | null",
                "fd.connected | false",
                "fd.ino | 77",
                "fs.path.name | /etc/passwd",
                "fs.path.nameraw | passwd",
                "fs.path.source | null",
            })
    void file_descriptor_field_reads(String field, String expected) {
        assertThat(read(open(), field)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd.cip | 172.40.111.222",
                "fd.sip | 142.251.111.147",
                "fd.lip | 172.40.111.222",
                "fd.rip | 142.251.111.147",
                "fd.cport | 54321",
                "fd.sport | 443",
                "fd.lport | 54321",
                "fd.rport | 443",
                "fd.rproto | 443",
                "fd.port | [54321, 443]",
                "fd.l4proto | tcp",
                "fd.type | ipv4",
                "fd.typechar | 4",
                "fd.sockfamily | ip",
                "fd.is_server | false",
                "fd.connected | true",
                "fd.directory | null",
                "fd.filename | null",
            })
    void socket_field_reads(String field, String expected) {
        assertThat(read(connect(), field)).isEqualTo(expected);
    }

    @Test
    void socket_without_known_roles_has_sides_only_together() {
        EventSample sample = connect();
        sample.fd.flags = 0;

        assertThat(read(sample, "fd.sip")).isEqualTo("null");
        assertThat(read(sample, "fd.port")).isEqualTo("[54321, 443]");
    }

    /**
     * sinsp_filtercheck_fd.cpp, TYPE_SERVERPROTO and TYPE_CLIENTPROTO: only a connection has a
     * protocol to print.
     */
    @Test
    void listeningSocket_hasAPortAndNoProtocol() {
        EventSample sample = connect();
        sample.fd.type = FdType.IPV4_SERVER;

        assertThat(read(sample, "fd.sport")).isEqualTo("443");
        assertThat(read(sample, "fd.sproto")).isEqualTo("");
        assertThat(read(sample, "fd.cproto")).isEqualTo("");

        sample.fd.flags = 0; // one that was there before
        assertThat(read(sample, "fd.sproto")).isEqualTo("");
        assertThat(read(sample, "fd.cproto")).isEqualTo("null");
    }

    /** sinsp_filtercheck_fd.cpp, TYPE_CLIENTPROTO: whoever has a side has one that is empty. */
    @Test
    void unixSocket_whoseSideIsKnown_hasAnEmptyProtocolOfTheClient() {
        EventSample sample = open();
        sample.fd.type = FdType.UNIX;
        sample.fd.flags = FdFlag.ROLE_KNOWN.bit();

        assertThat(read(sample, "fd.cproto")).isEqualTo("");
        assertThat(read(sample, "fd.sproto")).isEqualTo("null");
        assertThat(read(sample, "fd.lproto")).isEqualTo("null");

        sample.fd.flags = 0;
        assertThat(read(sample, "fd.cproto")).isEqualTo("null");
    }

    @Test
    void descriptor_unknown_to_the_table_keeps_number_and_guessed_kind() {
        EventSample sample = open();
        sample.fd.type = FdType.UNKNOWN;
        sample.fd.flags = FdFlag.UNKNOWN_TO_TABLE.bit();
        sample.fd.num = -1;

        assertThat(read(sample, "fd.num")).isEqualTo("-1");
        assertThat(read(sample, "fd.typechar")).isEqualTo("f");
        assertThat(read(sample, "fd.type")).isEqualTo("null");
        assertThat(read(sample, "fd.directory")).isEqualTo("/etc");
        assertThat(read(sample, "fd.filename")).isEqualTo("null");
        assertThat(read(sample, "fd.ip")).isEqualTo("null");
    }

    @Test
    void relative_path_without_text_is_taken_from_the_working_directory() {
        EventSample sample = open().type("PPME_SYSCALL_MKDIR_2_X");
        sample.res = 0L;
        sample.args = List.of(0L, "../tmp//./new/", 0x1ffL);

        assertThat(read(sample, "fs.path.name")).isEqualTo("/tmp/new");
        assertThat(read(sample, "fs.path.nameraw")).isEqualTo("../tmp//./new/");
    }

    @Test
    void link_is_told_from_where_it_appears() {
        EventSample sample = open().type("PPME_SYSCALL_LINK_2_X");
        sample.res = 0L;
        sample.args = List.of(0L, "/old", "/new");

        assertThat(read(sample, "fs.path.source")).isEqualTo("/new");
        assertThat(read(sample, "fs.path.target")).isEqualTo("/old");
    }
}
