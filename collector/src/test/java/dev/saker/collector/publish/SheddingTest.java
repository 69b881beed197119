// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.KeptRecords;
import dev.saker.probe.ShedStep;
import dev.saker.scap.EventTable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SheddingTest {
    private static final int READ = code("PPME_SYSCALL_READ_X");
    private static final int CLOSE = code("PPME_SYSCALL_CLOSE_X");
    private static final int OPEN = code("PPME_SYSCALL_OPENAT_2_X");
    private static final int EXEC = code("PPME_SYSCALL_EXECVE_19_X");
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    private long now;

    @Test
    void ceiling_underALoadOfTenTimesAsMuch_holdsAndLosesTheLeastFirst() {
        Shedding shedding = new Shedding(10_000, new KeptRecords(), () -> now);
        int[] published = new int[3];
        int[] codes = {READ, CLOSE, EXEC};

        // 100 bytes each: per second 700 reads, 290 closes and 10 execs, for 100 s
        for (int event = 0; event < 100_000; event++) {
            now += MILLISECOND;
            int kind = event % 100 == 0 ? 2 : event % 10 < 7 ? 0 : 1;
            if (shedding.admits(codes[kind], false)) {
                shedding.published(100);
                published[kind]++;
            }
        }

        int bytes = 100 * (published[0] + published[1] + published[2]);
        assertThat(bytes).isBetween(900_000, 1_050_000);
        assertThat(published[2]).isEqualTo(1_000);
        ShedCounts counts = shedding.counts();
        assertThat(counts.byCeiling(ShedStep.VOLUME)).isEqualTo(69_000 - published[0]);
        assertThat(counts.byCeiling(ShedStep.CLOSE)).isEqualTo(30_000 - published[1]);
        // Closes go only while there is not room for all of them, reads before.
        assertThat(published[0]).isLessThan(published[1] / 10);
        assertThat(counts.bySpool(ShedStep.VOLUME)).isZero();
    }

    @Test
    void ceiling_withNothingButOpens_shedsThemInTheEnd_andTakesThemBackAfterwards() {
        Shedding shedding = new Shedding(10_000, new KeptRecords(), () -> now);
        int published = 0;
        for (int event = 0; event < 20_000; event++) {
            now += MILLISECOND;
            if (shedding.admits(OPEN, false)) {
                shedding.published(100);
                published++;
            }
        }
        assertThat(published).isBetween(1_900, 2_400);
        assertThat(shedding.counts().byCeiling(ShedStep.OPEN)).isEqualTo(20_000 - published);

        now += 4_000 * MILLISECOND;
        shedding.tick();
        assertThat(shedding.admits(OPEN, false)).isTrue();
        assertThat(shedding.admits(READ, false)).isTrue();
    }

    /** Where little came before, Kafka's client had little to compress. */
    @Test
    void ceiling_whenRecordsComeToLessThanReckoned_makesThatGood() {
        KeptRecords records = new KeptRecords();
        Shedding shedding = new Shedding(10_000, records, () -> now);
        for (int event = 0; event < 150; event++) {
            shedding.published(100);
        }
        now += 60 * MILLISECOND;
        records.compression = 0.1;
        shedding.tick();

        int opens = 0;
        for (int event = 0; event < 1_800; event++) {
            if (shedding.admits(OPEN, false)) {
                shedding.published(100);
                opens++;
            }
        }
        assertThat(opens).isEqualTo(1_800);
    }

    @Test
    void ceiling_ofZero_isNone() {
        Shedding shedding = new Shedding(0, new KeptRecords(), () -> now);
        for (int event = 0; event < 1_000; event++) {
            assertThat(shedding.admits(READ, false)).isTrue();
            shedding.published(1_000_000);
        }
        assertThat(shedding.counts().all()).isZero();
    }

    @Test
    void spool_thatFills_takesTheLeastValuableNoMore() {
        KeptRecords records = new KeptRecords();
        Shedding shedding = new Shedding(0, records, () -> now);
        records.spoolPercent = 75;
        shedding.tick();

        assertThat(shedding.admits(READ, false)).isFalse();
        assertThat(shedding.admits(CLOSE, false)).isFalse();
        assertThat(shedding.admits(OPEN, false)).isTrue();
        assertThat(shedding.admits(EXEC, false)).isTrue();
        assertThat(shedding.counts().bySpool(ShedStep.VOLUME)).isEqualTo(1);
        assertThat(shedding.counts().bySpool(ShedStep.CLOSE)).isEqualTo(1);

        records.spoolPercent = 29;
        shedding.tick();
        assertThat(shedding.admits(READ, false)).isTrue();
    }

    private static int code(String name) {
        return EventTable.get().byCodeName(name).code();
    }
}
