// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.ParsedConditions;
import dev.saker.rules.regex.LazyAutomaton;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals at the edges of what their types hold. */
class LiteralEdgesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evt.cpu = 32767 | 32767",
                "evt.cpu = 32768 | ",
                "evt.cpu = -32768 | -32768",
                "evt.cpu = -32769 | ",
                "user.uid = 4294967295 | 4294967295",
                "user.uid = 4294967296 | ",
                "user.uid = -4294967295 | 1",
                "user.uid = -4294967297 | ",
                "evt.num = 18446744073709551615 | -1",
                "evt.num = 18446744073709551616 | ",
                "proc.pid = 9223372036854775807 | 9223372036854775807",
                "proc.pid = 9223372036854775808 | ",
                "fd.sport = 65535 | 65535",
                "fd.sport = 65536 | ",
                "fd.sport = 0 | 0",
                "fd.sport = \"\" | 0",
                "fd.sport = 1234567890 | ",
            })
    void number_atTheEdgeOfItsType_fitsOrIsRefused(String condition, Long value) {
        Condition read = ParsedConditions.parse(List.of(condition)).get(0);

        if (value == null) {
            assertThat(read).isNull();
        } else {
            assertThat(((Condition.Compare) read).right()).isEqualTo(new Literal.Number(value));
        }
    }

    /** Escapes of raw bytes come as lone surrogates; whole pairs are characters. */
    @Test
    void text_withRawBytes_isThoseBytesAmongUtf8() {
        String escaped = "a\uDC80\u00e9\uDCFF" + Character.toString(0x1F600) + "z";

        assertThat(ByteString.ofLiteral(escaped).hex()).isEqualTo("6180c3a9fff09f98807a");
        assertThat(ByteString.ofLiteral("a\u00e9").hex()).isEqualTo("61c3a9");
    }

    /** In a class these are members, not the beginnings of anything. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[](?]+ | true",
                "[^](?]+ | true",
                "[\\](?]+ | true",
                "[[:alpha:](?]+ | true",
                "[a(?] | true",
                "[](?](? | false",
                "a\\(b | true",
                "(a{300}){3} | true",
                "(a{300}){300} | false",
                "(a{999}){999} | false",
                "a{999}{2} | false",
                "[\\d] | false",
                "[a-c-e] | false",
                "\\d+ | false",
                "a\\ | false",
            })
    void regex_isHeldToPosixSyntaxAndASize(String pattern, boolean accepted) {
        assertThat(LazyAutomaton.problem(pattern).isEmpty()).as(pattern).isEqualTo(accepted);
    }
}
