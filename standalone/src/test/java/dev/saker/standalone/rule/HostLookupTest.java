// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HostLookupTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Map<String, List<String>> HOSTS = Map.of("db", List.of("10.0.0.5"));

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private List<String> find(String name) {
        asked.add(name);
        return HOSTS.getOrDefault(name, List.of());
    }

    @Test
    void expectedName_isAskedForOnce() {
        HostLookup hosts = new HostLookup(true, LONG, this::find);

        hosts.expect(List.of("db"));

        assertThat(hosts.addresses("db")).containsExactly("10.0.0.5");
        assertThat(hosts.addresses("db")).containsExactly("10.0.0.5");
        assertThat(asked).containsExactly("db");
        assertThat(hosts.complaint()).isEmpty();
    }

    @Test
    void serverThatNeverAnswers_holdsNobodyUpWhoNeedsNoAddress() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        HostLookup hosts = new HostLookup(true, LONG, waitingFor(never));

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    hosts.expect(List.of("db", "cache"));
                    assertThat(hosts.complaint()).isEmpty();
                });
        never.countDown();
    }

    @Test
    void serverThatNeverAnswers_isWaitedForOnceForAllNames() {
        CountDownLatch never = new CountDownLatch(1);
        HostLookup hosts = new HostLookup(true, SHORT, waitingFor(never));
        hosts.expect(List.of("db", "cache"));

        assertThat(hosts.addresses("db")).isEmpty();
        long begin = System.nanoTime();
        never.countDown();

        assertThat(hosts.addresses("db")).as("what an earlier event went by").isEmpty();
        assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(20).toNanos());
        assertThat(hosts.complaint()).hasValueSatisfying(text -> assertThat(text).contains("db"));
    }

    private static Function<String, List<String>> waitingFor(CountDownLatch event) {
        return name -> {
            try {
                event.await();
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
            return List.of("10.0.0.9");
        };
    }

    @Test
    void namesThatAreNoNames_areNotAskedFor() {
        HostLookup hosts = new HostLookup(false, LONG, this::find);

        hosts.expect(List.of("a b", "$(reboot)", ""));

        assertThat(hosts.addresses("$(reboot)")).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void complaint_namesAFew() {
        HostLookup hosts = new HostLookup(false, LONG, this::find);
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "db");
        hosts.expect(names);
        names.forEach(hosts::addresses);

        assertThat(hosts.complaint())
                .hasValueSatisfying(
                        text -> assertThat(text).endsWith(": a, b, c, d, e and 2 more"));
    }
}
