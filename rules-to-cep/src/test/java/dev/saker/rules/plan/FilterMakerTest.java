// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.scap.EventTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterMakerTest {
    private static final int OPEN = EventTable.get().byCodeName("PPME_SYSCALL_OPEN_X").code();
    private static final int UNLINK = EventTable.get().byCodeName("PPME_SYSCALL_UNLINK_2_X").code();

    private static KernelFilter filter(String condition, int code) {
        String rule =
                "- {rule: r, desc: d, output: o, priority: INFO, condition: '"
                        + condition.replace("'", "''")
                        + "'}";
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("r.yaml", rule)), CompilerOptions.defaults());
        Rule compiled = compilation.ruleSet().orElseThrow().rules().get(0);
        return FilterMaker.of(compiled.condition(), code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "evt.failed = false; the call succeeded",
                "evt.failed != false; the call failed",
                "not evt.failed = false; the call failed",
                "evt.rawres >= 0; the call succeeded",
                "not evt.rawres >= 0; the call failed",
                "evt.rawres < 0; the call failed",
                "evt.rawres > -1; the call succeeded",
                "evt.rawres > -2; always",
                "evt.rawres = -13; the call failed",
                "evt.rawres in (0, 5); the call succeeded",
                "evt.rawres in (-1, 5); always",
                "evt.rawres != -13; always",
                "evt.res = SUCCESS; the call succeeded",
                "evt.res in (SUCCESS, ENOENT); always",
                "evt.res = ENOENT; the call failed",
                "evt.res != SUCCESS; the call failed",
                "not evt.res in (SUCCESS, ENOENT); the call failed",
                "fd.num >= 0; the call succeeded",
                "fd.num > -1; the call succeeded",
                "fd.num < 0; the call failed",
                "fd.num >= -1; always",
                "not fd.num < 3; the call succeeded",
                "evt.is_open_write = true; opened for writing",
                "not evt.is_open_write = true; always",
                "evt.is_open_read = true and fd.num >= 0; the call succeeded and opened for reading",
                "evt.failed = true and fd.num >= 0; never",
                "proc.name = cat; always",
                "not proc.name = cat and evt.failed = true; the call failed",
                "proc.name = cat or evt.failed = true; always",
                "evt.type = open and evt.failed = true; the call failed",
                "evt.type = unlink and evt.failed = true; never",
                "not (evt.type = unlink and evt.failed = true); always",
                "(evt.type = open and evt.failed = true) or evt.type = unlink; the call failed",
                "evt.dir = <; always",
                "evt.dir = >; never",
                "fd.name = /etc/passwd; its name is /etc/passwd",
                "fd.name in (/b, /a) or fd.name startswith /c; its name is /a, /b, or its name begins with /c",
                "fd.name pmatch (/etc, /usr//x, var/); its name begins with /etc, /usr, /var",
                "fd.name pmatch (/srv/*/a); its name begins with /srv",
                "fd.directory in (/etc, /); its name begins with /, /etc/",
                "fd.name contains passwd; always",
                "not fd.name startswith /etc; always",
                "evt.arg.name startswith /x and evt.failed = true; the call failed and its name begins with /x",
                "fd.num = val(proc.pid); always",
                "tolower(fd.name) = /etc; always",
            })
    void filter_ofOpen_isWhatTheKernelCanTell(String condition, String expected) {
        assertThat(filter(condition, OPEN)).hasToString(expected);
    }

    @Test
    void filter_tooManyTerms_areWidened() {
        String condition =
                "(evt.failed = true and fd.name = /a) or (fd.num >= 0 and fd.name = /b)"
                        + " or (evt.is_open_read = true and fd.name = /c)"
                        + " or (evt.is_open_write = true and fd.name = /d)"
                        + " or (evt.is_open_write = true and fd.num >= 0 and fd.name = /e)";

        KernelFilter filter = filter(condition, OPEN);

        assertThat(filter.terms()).hasSizeLessThanOrEqualTo(KernelFilter.MOST_TERMS);
        for (String name : List.of("/a", "/b", "/c", "/d", "/e")) {
            assertThat(filter.passes(open(name.equals("/a") ? -2 : 3, name))).isTrue();
        }
    }

    private static KernelFacts open(long result, String name) {
        return new KernelFacts(
                result,
                KernelTerm.READ | KernelTerm.WRITE,
                Map.of(0, name.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** What the state makes of such names is not known in the kernel. */
    @ParameterizedTest
    @ValueSource(
            strings = {"passwd", "", "/tmp/../etc/passwd", "//etc/passwd", "/./etc", "/x/", "/a b"})
    void passes_nameThatIsNotItsOwnResolution_always(String name) {
        assertThat(filter("fs.path.name = /etc/passwd", UNLINK).passes(open(0, name))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/etc/passwd, true", "/etc/passwd-, false", "/etc, false", "/etc/shadow, false"})
    void passes_wholeName_exactlyThat(String name, boolean expected) {
        assertThat(filter("fs.path.name = /etc/passwd", UNLINK).passes(open(0, name)))
                .isEqualTo(expected);
    }

    @Test
    void passes_nameTooLongOrUnreadable_always() {
        KernelFilter filter = filter("fs.path.name = /etc/passwd", UNLINK);

        assertThat(filter.passes(open(0, "/" + "x".repeat(300)))).isTrue();
        assertThat(filter.passes(new KernelFacts(0, 0, Map.of()))).isTrue();
    }

    @Test
    void withoutNames_filter_keepsOutcomeAlone() {
        KernelFilter filter = filter("evt.failed = true and fs.path.name = /x", UNLINK);

        assertThat(filter.withoutNames()).hasToString("the call failed");
    }
}
