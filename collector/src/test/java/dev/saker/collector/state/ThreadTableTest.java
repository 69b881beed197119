// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Threads whose exit nobody saw: their ids come again, and their entries must not stay. */
class ThreadTableTest {
    private static final int CAPACITY = 8;

    private final ThreadTable table = new ThreadTable(CAPACITY);

    @Test
    void tidThatComesAgain_isAnotherProcess_andTheOldOneIsGoneWithItsThreads() {
        ThreadEntry init = add(1, 1, 0);
        ThreadEntry old = add(10, 10, 1);
        ThreadEntry worker = add(11, 10, 1);
        ThreadEntry child = add(12, 12, 10);

        ThreadEntry again = add(10, 10, 1);

        assertThat(table.get(10)).isSameAs(again).isNotSameAs(old);
        assertThat(table.get(11)).isNull();
        assertThat(worker.dead).isTrue();
        assertThat(table.size()).isEqualTo(3);
        assertThat(again.firstChild).isNull();
        assertThat(child.parent).isSameAs(init);
        assertThat(again.leader.liveThreads).isEqualTo(1);
    }

    @Test
    void tidThatComesAgain_inAFullTable_needsNoRoom() {
        for (int tid = 1; tid <= CAPACITY; tid++) {
            add(tid, tid, 0);
        }

        assertThat(table.add(entry(3, 3, 0))).isTrue();
        assertThat(table.add(entry(99, 99, 0))).isFalse();
        assertThat(table.size()).isEqualTo(CAPACITY);
        assertThat(table.refused()).isEqualTo(1);
    }

    @Test
    void thread_thatWasAskedForLast_isForgottenWhenItEnds() {
        add(1, 1, 0);
        ThreadEntry ending = add(2, 2, 1);
        assertThat(table.get(2)).isSameAs(ending);

        table.remove(ending);

        assertThat(table.get(2)).isNull();
        assertThat(table.get(1)).isNotNull();
    }

    @Test
    void purge_removesWhatIsUnseenAndGone_aFewAtATime() {
        add(1, 1, 0).lastSeen = 100;
        add(2, 2, 1).lastSeen = 5;
        add(3, 3, 1).lastSeen = 5;
        add(4, 4, 1).lastSeen = 10;

        table.purge(table.slots(), 10, tid -> tid == 3);

        assertThat(table.get(1)).isNotNull();
        assertThat(table.get(2)).isNull();
        assertThat(table.get(3)).isNotNull();
        assertThat(table.get(4)).isNotNull();
        assertThat(table.purged()).isEqualTo(1);
    }

    private ThreadEntry add(long tid, long pid, long parent) {
        ThreadEntry entry = entry(tid, pid, parent);
        table.add(entry);
        return entry;
    }

    private static ThreadEntry entry(long tid, long pid, long parent) {
        ThreadEntry entry = new ThreadEntry(tid);
        entry.pid = pid;
        entry.vpid = pid;
        entry.vtid = tid;
        entry.ptid = parent;
        return entry;
    }
}
