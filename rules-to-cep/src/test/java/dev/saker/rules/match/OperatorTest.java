// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static dev.saker.rules.match.TestConditions.check;
import static dev.saker.rules.match.TestConditions.checkEach;
import static dev.saker.rules.match.TestConditions.checkList;
import static dev.saker.rules.match.TestConditions.evaluate;
import static dev.saker.rules.match.TestConditions.exists;
import static dev.saker.rules.match.TestConditions.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.check.Condition;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.EventSample.Tuple;
import dev.saker.rules.syntax.Modifier;
import dev.saker.rules.syntax.Operator;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.TupleEnd;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorTest {
    private static EventSample file(String name) {
        EventSample sample = new EventSample();
        sample.fd.name = name;
        sample.ancestors = List.of(Ancestor.of("bash", 4000), Ancestor.of("sshd", 3000));
        return sample;
    }

    private static EventSample flow() {
        EventSample sample = file("flow").type("PPME_SOCKET_CONNECT_X");
        sample.fd.type = FdType.IPV4;
        sample.fd.flags = FdFlag.ROLE_KNOWN.bit();
        sample.fd.tuple =
                new Tuple(
                        new byte[] {(byte) 172, 40, 111, (byte) 222},
                        54321,
                        new byte[] {(byte) 142, (byte) 251, 111, (byte) 147},
                        443,
                        TupleEnd.CLIENT);
        return sample;
    }

    private static Truth test(String field, String operator, String right, EventSample event) {
        Operator parsed = Operator.parse(operator).orElseThrow();
        return evaluate(
                parsed.takesList()
                        ? checkList(
                                field, operator, right.isEmpty() ? new String[0] : right.split(" "))
                        : check(field, operator, right),
                event);
    }

    @ParameterizedTest
    @CsvSource({
        "=, /etc/passwd, TRUE",
        "=, /etc/passw, FALSE",
        "=, /etc/passwd2, FALSE",
        "!=, /etc/passwd, FALSE",
        "!=, /etc, TRUE",
        "contains, c/pass, TRUE",
        "contains, '', TRUE",
        "contains, C/pass, FALSE",
        "contains, /etc/passwd/more, FALSE",
        "icontains, C/PASS, TRUE",
        "icontains, C/PASX, FALSE",
        "startswith, /etc, TRUE",
        "startswith, etc, FALSE",
        "startswith, '', TRUE",
        "endswith, passwd, TRUE",
        "endswith, passw, FALSE",
        "glob, /etc/*, TRUE",
        "glob, *passwd, TRUE",
        "glob, /*d, TRUE",
        "glob, /etc/passw?, TRUE",
        "glob, /etc/pass[v-x]d, TRUE",
        "glob, /etc/pass[!w]d, FALSE",
        "glob, /etc, FALSE",
        "glob, /ETC/*, FALSE",
        "iglob, /ETC/*, TRUE",
        "regex, /etc/.*, TRUE",
        "regex, /etc, FALSE",
        "regex, '/[a-z]+/[[:alpha:]]+', TRUE",
        "in, /a /etc/passwd /b, TRUE",
        "in, /a /b, FALSE",
        "in, '', FALSE",
        "intersects, /a /etc/passwd, TRUE",
        "intersects, '', FALSE",
        "pmatch, /a /etc, TRUE",
        "pmatch, '', FALSE",
    })
    void text_operator_tells(String operator, String right, Truth expected) {
        assertThat(test("fd.name", operator, right, file("/etc/passwd"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/opt/dir, TRUE",
        "/opt/dir/, TRUE",
        "//opt//dir, TRUE",
        "/opt/dir2, FALSE",
        "/opt/*, TRUE",
        "/opt/*/subdir, TRUE",
        "/opt/di?/subdir, TRUE",
        "/opt/di[!r]/subdir, FALSE",
        "/opt/di/subdir, FALSE",
        "/opt/*/*, TRUE",
        "/opt/*/*/subsubdir, FALSE",
        "/opt/dir/subdir/file.txt, TRUE",
        "/opt/dir/subdir/file.txt/more, FALSE",
        "/opt/x* /opt/d*/sub*/f*, TRUE",
        "/, TRUE",
    })
    void pmatch_compares_by_components(String prefixes, Truth expected) {
        EventSample event = file("/opt/dir/subdir/file.txt");

        assertThat(test("fd.name", "pmatch", prefixes, event)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "fd.num, =, 3, TRUE",
        "fd.num, !=, 3, FALSE",
        "fd.num, <, 4, TRUE",
        "fd.num, <=, 3, TRUE",
        "fd.num, >, 3, FALSE",
        "fd.num, >=, -1, TRUE",
        "fd.num, in, 1 2 3, TRUE",
        "fd.num, in, 1 2, FALSE",
        "fd.num, intersects, 3, TRUE",
        "user.loginuid, <, 0, TRUE",
        "evt.rawtime, >, -1, FALSE",
        "proc.fdusage, <, 1, TRUE",
        "proc.fdusage, in, 0 1, FALSE",
        "thread.ismain, =, true, TRUE",
        "thread.ismain, !=, true, FALSE",
        "thread.ismain, in, false, FALSE",
        "thread.ismain, in, true false, TRUE",
    })
    void number_operator_tells(String field, String operator, String right, Truth expected) {
        assertThat(test(field, operator, right, file("/x"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "fd.ip, =, 142.251.111.147, TRUE",
        "fd.ip, =, 172.40.111.222, TRUE",
        "fd.ip, =, 1.1.1.1, FALSE",
        "fd.ip, !=, 142.251.111.147, FALSE",
        "fd.ip, !=, 1.1.1.1, TRUE",
        "fd.ip, in, 1.1.1.1 172.40.111.222, TRUE",
        "fd.sip, !=, ::1, TRUE",
        "fd.sip, =, ::1, FALSE",
        "fd.sip, in, 142.251.111.147 ::1, TRUE",
        "fd.net, =, 142.251.0.0/8, TRUE",
        "fd.net, =, 142.251.111.147/32, TRUE",
        "fd.net, =, 0.0.0.0/0, TRUE",
        "fd.net, !=, 142.0.0.0/8, FALSE",
        "fd.net, !=, 2001:db8::/64, TRUE",
        "fd.net, =, 2001:db8::/64, FALSE",
        "fd.net, in, 10.0.0.0/8 172.40.0.0/14, TRUE",
        "fd.net, in, 10.0.0.0/8 172.44.0.0/14, FALSE",
        "fd.snet, in, 10.0.0.0/8 142.251.96.0/19, TRUE",
        "fd.cnet, =, 142.0.0.0/8, FALSE",
        "fd.port, =, 443, TRUE",
        "fd.port, =, 54321, TRUE",
        "fd.port, !=, 443, FALSE",
        "fd.port, !=, 80, TRUE",
        "fd.port, <, 1024, TRUE",
        "fd.port, >, 60000, FALSE",
        "fd.port, in, 80 443, TRUE",
        "fd.sport, in, 80 443, TRUE",
        "fd.cport, in, 80 443, FALSE",
    })
    void socket_operator_looks_at_sides(
            String field, String operator, String right, Truth expected) {
        assertThat(test(field, operator, right, flow())).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "fd.ip, =, 1.1.1.1, FALSE",
        "fd.ip, !=, 1.1.1.1, FALSE",
        "fd.port, !=, 1, FALSE",
        "fd.net, !=, 10.0.0.0/8, FALSE",
        "fd.sip, !=, 1.1.1.1, FALSE",
        "evt.arg.oldpath, !=, x, FALSE",
        "evt.arg.oldpath, contains, '', FALSE",
        "fd.cport, >=, 0, FALSE",
    })
    void nothing_makes_every_operator_false(
            String field, String operator, String right, Truth expected) {
        assertThat(test(field, operator, right, file("/x"))).isEqualTo(expected);
        assertThat(evaluate(not(check(field, operator, right)), file("/x"))).isEqualTo(Truth.TRUE);
    }

    @Test
    void exists_tells_null_from_empty() {
        EventSample event = file("");

        assertThat(evaluate(exists("fd.name"), event)).isEqualTo(Truth.TRUE);
        assertThat(evaluate(exists("fd.sip"), event)).isEqualTo(Truth.FALSE);
        assertThat(evaluate(exists("fd.ip"), event)).isEqualTo(Truth.TRUE);
        assertThat(evaluate(exists("proc.aname"), event)).isEqualTo(Truth.TRUE);

        event.ancestors = List.of();

        assertThat(evaluate(exists("proc.aname"), event)).isEqualTo(Truth.FALSE);
        assertThat(evaluate(exists("proc.pname"), event)).isEqualTo(Truth.FALSE);
    }

    @ParameterizedTest
    @CsvSource({
        "proc.aname, =, sshd, TRUE",
        "proc.aname, =, cat, FALSE",
        "proc.aname, !=, bash, TRUE",
        "proc.aname, in, init sshd, TRUE",
        "proc.aname, startswith, ss, TRUE",
        "proc.aname[1], =, sshd, FALSE",
        "proc.aname[2], =, sshd, TRUE",
        "proc.aname[3], !=, sshd, FALSE",
        "proc.apid, in, 1 3000, TRUE",
        "proc.apid, >, 5000, FALSE",
        "proc.acmdline, =, bash -l, TRUE",
        "proc.aexepath, =, /bin/sshd, TRUE",
    })
    void ancestor_field_without_index_asks_for_any(
            String field, String operator, String right, Truth expected) {
        assertThat(test(field, operator, right, file("/x"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "=, ONEOF, getcwd openat, TRUE",
        "=, ALLOF, getcwd openat, FALSE",
        "=, ANYOF, getcwd openat, TRUE",
        "=, ONEOF, openat openat, FALSE",
        "=, ANYOF, openat openat, TRUE",
        "=, ALLOF, openat openat, TRUE",
        "=, ONEOF, '', FALSE",
        "=, ANYOF, '', FALSE",
        "=, ALLOF, '', FALSE",
        "!=, ANYOF, openat close, TRUE",
        "!=, ANYOF, openat, FALSE",
        "!=, ALLOF, open close, TRUE",
        "!=, ALLOF, openat close, FALSE",
        "startswith, ONEOF, open openat x, FALSE",
        "startswith, ONEOF, open x, TRUE",
        "glob, ALLOF, open* *at, TRUE",
        "regex, ANYOF, x open.*, TRUE",
    })
    void modifier_counts_the_items(
            String operator, Modifier modifier, String right, Truth expected) {
        String[] items = right.isEmpty() ? new String[0] : right.split(" ");

        Condition condition = checkEach("evt.type", operator, modifier, items);

        assertThat(evaluate(condition, file("/x"))).isEqualTo(expected);
    }

    @Test
    void bytes_are_compared_as_they_are() {
        EventSample event = file("/x").type("PPME_SYSCALL_READ_X");
        event.args = Arrays.asList(5L, new byte[] {'E', 'L', 'F', 0, 7}, 3L, 80L);

        assertThat(test("evt.buffer", "bcontains", "F\0", event)).isEqualTo(Truth.TRUE);
        assertThat(test("evt.buffer", "bstartswith", "EL", event)).isEqualTo(Truth.TRUE);
        assertThat(test("evt.buffer", "contains", "ELF", event)).isEqualTo(Truth.TRUE);
        assertThat(test("evt.buffer", "endswith", "ELF", event)).isEqualTo(Truth.FALSE);
        assertThat(test("evt.buffer", "!=", "ELF", event)).isEqualTo(Truth.TRUE);
    }

    @Test
    void bad_utf8_is_replaced_before_a_regular_expression_sees_it() {
        EventSample event = file("/x").type("PPME_SYSCALL_READ_X");
        event.process.name = "a\ufffdb";

        assertThat(test("proc.name", "regex", "a.b", event)).isEqualTo(Truth.TRUE);
    }
}
