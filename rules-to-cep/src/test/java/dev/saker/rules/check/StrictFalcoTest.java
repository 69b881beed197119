// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --strict-falco}: each form means what the other says without it. */
class StrictFalcoTest {

    private static final String LISTS =
            "- {list: a, items: [x]}\n- {list: b, items: [a, y]}\n- {list: c, items: [b, z]}\n";

    private static Condition condition(String text, boolean strict) {
        String rule =
                LISTS
                        + "- rule: r\n  desc: d\n  condition: evt.type=connect and "
                        + text
                        + "\n  output: o\n  priority: INFO\n";
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("f.yaml", rule)),
                        CompilerOptions.defaults().withStrictFalco(strict));
        return compilation.ruleSet().orElseThrow().rules().get(0).condition();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd.ip in (1.2.3.4, 5.6.7.8) | fd.ip in ()",
                "not fd.ip in (1.2.3.4) | not fd.ip in ()",
                "proc.apid in (1, 2) | proc.apid in ()",
                "fd.net in (10.0.0.0/8, 192.168.0.0/16) | fd.net in (10.0.0.0/8)",
                "proc.aname = anyof (sshd, bash) | proc.aname = anyof (sshd)",
                "proc.aexe startswith allof (/a, /b) | proc.aexe startswith allof (/a)",
                "(proc.name = a or proc.apid in (1)) | (proc.name = a or proc.apid in ())",
                "(proc.name = a and fd.ip in (1.2.3.4)) | (proc.name = a and fd.ip in ())",
                "not fd.ip in (1.2.3.4) | not fd.ip in ()",
                "proc.name in (c) | proc.name in (\"a\", y, z)",
            })
    void form_thatFalcoGetsWrong_meansWhatItMeansThere(String form, String there) {
        assertThat(condition(form, true)).isEqualTo(condition(there, false));
        assertThat(condition(form, false)).isNotEqualTo(condition(there, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fd.sip in (1.2.3.4)",
                "fd.snet in (10.0.0.0/8, 192.168.0.0/16)",
                "fd.ip = 1.2.3.4",
                "proc.apid[1] in (1, 2)",
                "proc.aname in (sshd, bash)",
                "proc.aname[2] = anyof (sshd, bash)",
                "proc.name in (b)",
                "fd.net = 10.0.0.0/8",
                "proc.aname intersects (sshd, bash)",
                "(proc.name exists or proc.name = val(proc.pname))",
            })
    void form_thatFalcoGetsRight_isLeftAsItIs(String form) {
        assertThat(condition(form, true)).isEqualTo(condition(form, false));
    }
}
