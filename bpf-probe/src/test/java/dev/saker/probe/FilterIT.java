// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kernel's filters, on this kernel. Deeds open files by openat. */
class FilterIT {
    private static final String OPENAT = "PPME_SYSCALL_OPENAT_2_X";

    private static CallFilter.Term term(boolean succeeded, boolean failed, String... prefixes) {
        List<ByteBuffer> names =
                Stream.of(prefixes)
                        .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                        .toList();
        return new CallFilter.Term(succeeded, failed, 0, 2, 1, names);
    }

    private static EventSelection openat(CallFilter.Term... terms) {
        int code = LiveProbe.codes(OPENAT).nextSetBit(0);
        return EventSelection.of(LiveProbe.codes(OPENAT))
                .withFilters(Map.of(code, new CallFilter(List.of(terms))));
    }

    private static boolean isSeen(LiveProbe live, String name) throws Exception {
        return isSeen(live, name, "0");
    }

    private static boolean isSeen(LiveProbe live, String name, String flags) throws Exception {
        Deed deed = Deed.perform("openat", name, flags);
        return live.of(deed.pid(), "openat").stream()
                .anyMatch(event -> name.equals(event.params().get("name")));
    }

    @Test
    void outcome_asked_isAllThatPasses() throws Exception {
        ProbeOptions options = ProbeOptions.defaults().withEvents(openat(term(true, false)));
        try (LiveProbe live = LiveProbe.open(options)) {
            assertThat(isSeen(live, "/etc/hostname")).isTrue();
            assertThat(isSeen(live, "/etc/nothing-of-that-name")).isFalse();

            live.probe().setEvents(openat(term(false, true)));

            assertThat(isSeen(live, "/etc/hostname")).isFalse();
            assertThat(isSeen(live, "/etc/nothing-of-that-name")).isTrue();
        }
    }

    @Test
    void flags_asked_areAllThatPasses() throws Exception {
        CallFilter.Term writing = new CallFilter.Term(true, true, 2, 2, 0, List.of());
        ProbeOptions options = ProbeOptions.defaults().withEvents(openat(writing));
        try (LiveProbe live = LiveProbe.open(options)) {
            assertThat(isSeen(live, "/dev/null", "0")).isFalse();
            assertThat(isSeen(live, "/dev/null", "1")).isTrue();
            assertThat(isSeen(live, "/dev/null", "2")).isTrue();
        }
    }

    /** The names whose fate the Java side must predict, by which of them pass. */
    @Test
    void names_heldAgainstPrefixes_passAsInJava() throws Exception {
        EventSelection selection = openat(term(true, true, "/etc/", "/srv/only\0"));
        try (LiveProbe live = LiveProbe.open(ProbeOptions.defaults().withEvents(selection))) {
            for (String passing :
                    List.of(
                            "/etc/hostname",
                            "/etc/",
                            "/srv/only",
                            "relative",
                            "/tmp/../etc/hostname",
                            "//tmp",
                            "/tmp/./x",
                            "/tmp/.hidden",
                            "/tmp/",
                            "/tmp/a b",
                            "/tmp/\u00e4",
                            "/" + "x".repeat(254))) {
                assertThat(isSeen(live, passing)).as(passing).isTrue();
            }
            for (String held :
                    List.of(
                            "/tmp",
                            "/etcetera",
                            "/srv/only-not",
                            "/srv/onl",
                            "/tmp/a.b",
                            "/tmp/a..b",
                            "/tmp/1234567",
                            "/tmp/12345678",
                            "/tmp/123456789/0",
                            "/" + "x".repeat(253))) {
                assertThat(isSeen(live, held)).as(held).isFalse();
            }
        }
    }

    @Test
    void terms_several_oneSuffices() throws Exception {
        EventSelection selection = openat(term(false, true, "/tmp/"), term(true, false, "/etc/"));
        try (LiveProbe live = LiveProbe.open(ProbeOptions.defaults().withEvents(selection))) {
            assertThat(isSeen(live, "/tmp/nothing-of-that-name")).isTrue();
            assertThat(isSeen(live, "/etc/hostname")).isTrue();
            assertThat(isSeen(live, "/etc/nothing-of-that-name")).isFalse();
        }
    }
}
