// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.Deeds.AT_FDCWD;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.close;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.openAt;
import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of old recordings: what was asked for stands in the enter event. */
class KeptEnterEventsTest {
    private static final long TID = 100;

    private final TestHost host = new TestHost();

    @BeforeEach
    void setUp() {
        host.apply(born(1, 0));
        host.apply(born(TID, 1));
        host.apply(Event.of(EventCodes.CHDIR, TID).with("res", 0).with("path", "/srv"));
        host.apply(openAt(TID, 7, AT_FDCWD, "/opt/dir", 1 << 10));
    }

    /** reset: a context switch and a procinfo do not end what the thread is doing. */
    @ParameterizedTest
    @ValueSource(strings = {"SWITCH", "PROCINFO"})
    void call_thatIsInterrupted_hasItsEnterEventStill(String between) {
        host.apply(Event.of(EventCodes.EXECVE_ENTER, TID).with("filename", "bin/tool"));
        int code = between.equals("SWITCH") ? EventCodes.SWITCH : EventCodes.PROCINFO;
        host.apply(Event.of(code, TID));

        host.apply(exec(TID, "/x/tool", "tool").with("trusted_exepath", null));

        assertThat(text(host.thread(TID).exePath)).isEqualTo("/srv/bin/tool");
    }

    @Test
    void enterEvent_ofACallThatWasNotSeenToEnd_isNobodysAfterTheNext() {
        host.apply(Event.of(EventCodes.EXECVE_ENTER, TID).with("filename", "bin/tool"));
        host.apply(close(TID, 99));

        host.apply(exec(TID, "/x/tool", "tool").with("trusted_exepath", null));

        assertThat(text(host.thread(TID).exePath)).isEmpty();
    }

    /** parse_execve_exit after an execveat: in this order, whatever else holds. */
    @ParameterizedTest(name = "{0} at {1} with flags {2} is {3}")
    @CsvSource({
        "tool, 7, 0, /opt/dir/tool",
        "tool, -100, 0, /srv/tool",
        "/bin/tool, 7, 0, /bin/tool",
        "/bin/tool, 55, 0, /bin/tool",
        "tool, 55, 0, <NA>",
        "(NULL), 7, 0, <NA>",
        "(NULL), 7, 1, /opt/dir",
        "(NULL), 55, 1, <NA>",
        "(NULL), -100, 1, /srv",
        "tool, 7, 1, /opt/dir",
    })
    void execveat_isOfThePathItWasGiven(String path, long dirfd, int flags, String expected) {
        host.apply(
                Event.of(EventCodes.EXECVEAT_ENTER, TID)
                        .with("dirfd", dirfd)
                        .with("pathname", path)
                        .with("flags", flags));

        host.apply(exec(TID, "/x/tool", "tool").with("trusted_exepath", null));

        assertThat(text(host.thread(TID).exePath)).isEqualTo(expected);
    }

    /** parse_open_openat_creat_exit: no descriptor, no directory; an absolute path needs none. */
    @Test
    void openat_withoutADescriptorToStartFrom_startsFromNothing() {
        host.apply(openAt(TID, 8, 0, "file", 0).with("dirfd", null));
        assertThat(text(host.fd(TID, 8).name())).isEqualTo("file");

        host.apply(openAt(TID, 9, 55, "file", 0));
        assertThat(text(host.fd(TID, 9).name())).isEqualTo("<UNKNOWN>file");

        host.apply(openAt(TID, 10, AT_FDCWD, "(NULL)", 0));
        assertThat(text(host.fd(TID, 10).name())).isEqualTo("/srv/<NA>");
    }

    /** The same: what was asked for is in the enter event, but of what only the exit can know. */
    @Test
    void openat_isOfWhatItWasAskedFor() {
        host.apply(
                Event.of(EventCodes.OPENAT_ENTER, TID)
                        .with("dirfd", 7)
                        .with("name", "asked")
                        .with("flags", 1 << 1));

        host.apply(openAt(TID, 8, AT_FDCWD, "changed", 1 << 2 | 1 << 14));

        assertThat(text(host.fd(TID, 8).name())).isEqualTo("/opt/dir/asked");
        assertThat(host.fd(TID, 8).openFlags()).isEqualTo(1 << 1 | 1 << 14);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "(NULL)"})
    void openat_thatWasNotTold_isOfTheExitEvent(String asked) {
        host.apply(
                Event.of(EventCodes.OPENAT_ENTER, TID)
                        .with("dirfd", 7)
                        .with("name", asked.isEmpty() ? null : asked)
                        .with("flags", 1 << 1));

        host.apply(openAt(TID, 8, AT_FDCWD, "file", 1 << 2));

        assertThat(text(host.fd(TID, 8).name())).isEqualTo("/srv/file");
        assertThat(host.fd(TID, 8).openFlags()).isEqualTo(1 << 2);
    }

    /** The directory does not count for the length of an absolute path, but of openat alone. */
    @Test
    void openat_ofALongAbsolutePath_isNotMadeLongerByTheDirectory() {
        String longPath = "/" + "a".repeat(1021);

        host.apply(openAt(TID, 8, AT_FDCWD, longPath, 0));
        assertThat(text(host.fd(TID, 8).name())).isEqualTo(longPath);

        host.apply(openAt(TID, 8, AT_FDCWD, longPath + "a", 0));
        assertThat(text(host.fd(TID, 8).name())).isEqualTo("/DIR_TOO_LONG/FILENAME_TOO_LONG");

        host.apply(
                Event.of(EventCodes.OPEN, TID)
                        .with("fd", 8)
                        .with("name", longPath)
                        .with("flags", 0));
        assertThat(text(host.fd(TID, 8).name())).isEqualTo("/DIR_TOO_LONG/FILENAME_TOO_LONG");
    }
}
