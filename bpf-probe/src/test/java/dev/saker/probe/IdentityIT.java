// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static dev.saker.probe.SeenEvent.params;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityIT {
    private static final int EINVAL = -22;
    private static final int EFAULT = -14;
    private static final int EPERM = -1;
    private static final long AS_IT_IS = 0xffffffffL;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    private static void assertSeen(String deed, String arguments, Object... expected)
            throws Exception {
        Deed done = Deed.perform((deed + " " + arguments).split(" "));

        assertThat(live.last(done, deed).params()).isEqualTo(params(expected));
    }

    @Test
    void setuid_anyResult_hasAllParameters() throws Exception {
        assertSeen("setuid", "1234", "res", 0, "uid", 1234);
        assertSeen("setuid", "-1", "res", EINVAL, "uid", AS_IT_IS);
    }

    @Test
    void setgid_anyResult_hasAllParameters() throws Exception {
        assertSeen("setgid", "1234", "res", 0, "gid", 1234);
        assertSeen("setgid", "-1", "res", EINVAL, "gid", AS_IT_IS);
    }

    @Test
    void setreuid_withOnePart_hasAllParameters() throws Exception {
        assertSeen("setreuid", "-1 1234", "res", 0, "ruid", AS_IT_IS, "euid", 1234);
    }

    @Test
    void setregid_withOnePart_hasAllParameters() throws Exception {
        assertSeen("setregid", "-1 1234", "res", 0, "rgid", AS_IT_IS, "egid", 1234);
    }

    @Test
    void setresuid_withAllParts_hasAllParameters() throws Exception {
        assertSeen("setresuid", "1 2 3", "res", 0, "ruid", 1, "euid", 2, "suid", 3);
    }

    @Test
    void setresgid_withAllParts_hasAllParameters() throws Exception {
        assertSeen("setresgid", "1 2 3", "res", 0, "rgid", 1, "egid", 2, "sgid", 3);
    }

    @Test
    void setsid_anyResult_hasSessionOrError() throws Exception {
        Deed done = Deed.perform("setsid", "0");
        Deed failed = Deed.perform("setsid", "1");

        assertThat(live.last(done, "setsid").params()).isEqualTo(params("res", done.pid()));
        assertThat(live.last(failed, "setsid").params()).isEqualTo(params("res", EPERM));
    }

    @Test
    void capset_success_hasWhatTheTaskHasThen() throws Exception {
        assertSeen(
                "capset",
                "0",
                "res",
                0,
                "cap_inheritable",
                1 << 5,
                "cap_permitted",
                1 | 1 << 5,
                "cap_effective",
                1);
    }

    @Test
    void capset_failure_hasWhatTheTaskStillHas() throws Exception {
        Deed deed = Deed.perform("capset", "1");

        SeenEvent event = live.last(deed, "capset");
        assertThat(event.number("res")).isEqualTo(EFAULT);
        assertThat(event.number("cap_effective")).isGreaterThan(1);
    }

    @Test
    void prctl_ofName_hasText() throws Exception {
        assertSeen(
                "prctl",
                "15 newname",
                "res",
                0,
                "option",
                15,
                "arg2_str",
                "newname",
                "arg2_int",
                0);
    }

    @Test
    void prctl_ofSubreaper_hasNumber() throws Exception {
        assertSeen("prctl", "36 1", "res", 0, "option", 36, "arg2_str", null, "arg2_int", 1);
        assertSeen("prctl", "37 0", "res", 0, "option", 37, "arg2_str", null, "arg2_int", 0);
    }

    @Test
    void prctl_ofUnknownOption_hasError() throws Exception {
        assertSeen(
                "prctl", "9999 5", "res", EINVAL, "option", 9999, "arg2_str", null, "arg2_int", 5);
    }
}
