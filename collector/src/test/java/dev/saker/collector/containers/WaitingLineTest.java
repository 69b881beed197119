// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.Container;
import dev.saker.collector.testing.TestHost;
import dev.saker.schemas.ContainerMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);
    private static final int BYTES = 10;

    private final TestHost host = new TestHost();
    private final List<String> left = new ArrayList<>();
    private long now;
    private long nextTid = 7;
    private final WaitingLine<String> line =
            new WaitingLine<>(
                    Duration.ofNanos(100),
                    5 * BYTES,
                    () -> {},
                    (item, container) -> left.add(item),
                    () -> now);

    WaitingLineTest() {
        host.state.containers().askBy(id -> true);
    }

    @Test
    void item_ofAKnownContainerOrTheHost_needNotWait() {
        assertThat(line.holdsUp(Container.HOST)).isFalse();
        assertThat(line.holdsUp(null)).isFalse();

        Container one = seen(ONE);
        assertThat(line.holdsUp(one)).isTrue();
        tell(ONE);
        assertThat(line.holdsUp(one)).isFalse();
    }

    @Test
    void items_behindOneThatWaits_leaveInOrderWhenItsContainerIsKnown() {
        Container one = seen(ONE);
        put("a", one);
        put("b", null);
        assertThat(line.holdsUp(null)).isTrue();
        assertThat(left).isEmpty();
        assertThat(line.bytes()).isEqualTo(2 * BYTES);

        tell(ONE);
        line.advance();

        assertThat(left).containsExactly("a", "b");
        assertThat(line.bytes()).isZero();
        assertThat(line.expired()).isZero();
    }

    @Test
    void wait_over_letsOutAndIsNotBegunAgainForThatContainer() {
        Container one = seen(ONE);
        Container two = seen(TWO);
        put("a", one);
        now = 50;
        put("b", two);

        now = 100;
        line.advance();
        assertThat(left).containsExactly("a");
        assertThat(one.isAwaited()).isFalse();

        now = 150;
        line.advance();
        assertThat(left).containsExactly("a", "b");
        assertThat(line.expired()).isEqualTo(2);
        assertThat(line.holdsUp(one)).isFalse();
    }

    @Test
    void tooManyBytes_endTheWaitOfTheHead() {
        Container one = seen(ONE);
        Container two = seen(TWO);
        put("a", one);
        put("b", one);
        put("c", two);
        for (int more = 0; more < 3; more++) {
            put("d" + more, null);
        }

        assertThat(left).containsExactly("a", "b");
        assertThat(line.bytes()).isLessThanOrEqualTo(5 * BYTES);
    }

    @Test
    void nobodyLeftToAnswer_endsTheWait() {
        put("a", seen(ONE));

        host.state.containerUnanswered(ONE);
        line.advance();

        assertThat(left).containsExactly("a");
        assertThat(line.expired()).isZero();
    }

    private void put(String item, Container container) {
        line.add(item, BYTES, container);
    }

    private Container seen(String id) {
        return host.startContainer(nextTid++, "/docker/" + id);
    }

    private void tell(String id) {
        host.state.containerTold(
                id, ContainerMetadata.of(Map.of(), Map.of(), List.of(), Map.of(), Map.of()));
    }
}
