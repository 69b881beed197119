// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleDigestTest {
    @Test
    void digest_ofTheSameCondition_isTheSame() {
        assertThat(digest("evt.type = connect and fd.sip = 192.0.2.53"))
                .isEqualTo(digest("evt.type = connect  and fd.sip = 192.0.2.53"));
    }

    @Test
    void digest_ofAnotherAddress_isAnother() {
        assertThat(digest("evt.type = connect and fd.sip = 192.0.2.53"))
                .isNotEqualTo(digest("evt.type = connect and fd.sip = 198.0.2.53"));
        assertThat(digest("evt.type = connect and fd.snet = 192.0.2.0/24"))
                .isNotEqualTo(digest("evt.type = connect and fd.snet = 198.0.2.0/24"));
        assertThat(digest("evt.type = connect and fd.sip = 2001:db8::ff"))
                .isNotEqualTo(digest("evt.type = connect and fd.sip = 2001:db8::fe"));
    }

    /** Bytes that are no text, and the text that they could be told as. */
    @Test
    void digest_ofBytes_isNotThatOfTheirHexDigits() {
        String bytes = "evt.type = read and evt.buffer bcontains c0a8";
        String digits = "evt.type = read and evt.buffer bcontains 307863306138";

        assertThat(digest(bytes)).isNotEqualTo(digest(digits));
    }

    private static long digest(String condition) {
        String text =
                "- {rule: r, desc: d, priority: INFO, output: o, condition: '" + condition + "'}";
        return RuleDigest.of(
                RuleCompiler.compile(
                                List.of(new RuleSource("r.yaml", text)), CompilerOptions.defaults())
                        .ruleSet()
                        .orElseThrow()
                        .rules()
                        .get(0));
    }
}
