// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.rules.event.EventSample;
import dev.saker.scap.ByteSink;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextCacheTest {
    private static final int PLACES = 2048;
    private static final int NUMBERS = 8192;
    private static final int ALL_PARTS = -1;

    /** To tell the context from others, and to compare it with the thread's next. */
    private static final int WRITTEN_ONCE = 2;

    private final ContextCache cache =
            new ContextCache(2, (event, key) -> event.appendContext(ALL_PARTS, key));

    private static CountingView cat() {
        return CountingView.of(CountingView.process("cat"));
    }

    @Test
    void context_ofAThreadThatComesAgain_isTheSame() {
        CountingView view = cat();
        ContextCache.Context first = cache.of(view);
        long[] answer = {7};
        first.possible()[1] = answer;

        assertThat(cache.of(view)).isSameAs(first);
        assertThat(first.possible()[1]).isSameAs(answer);
        assertThat(view.contexts).isEqualTo(WRITTEN_ONCE);
        assertThat(view.comparisons).isEqualTo(1);
    }

    @Test
    void context_ofAThreadThatChanged_isAnother() {
        ContextCache.Context before = cache.of(cat());
        before.possible()[1] = new long[1];
        before.save(outcomes(3));

        ContextCache.Context after = cache.of(CountingView.of(CountingView.process("dog")));

        assertThat(after.possible()).isDeepEqualTo(new long[2][]);
        assertThat(after.load(outcomes(0))).isFalse();
        assertThat(cache.of(cat())).isSameAs(before);
    }

    @Test
    void contexts_ofThreadsThatAreAlike_areOne() {
        EventSample sample = CountingView.process("cat");
        ContextCache.Context one = cache.of(CountingView.of(sample));
        sample.tid++;
        CountingView other = CountingView.of(sample);

        assertThat(cache.of(other)).isSameAs(one);
        assertThat(other.contexts).isEqualTo(WRITTEN_ONCE);
        assertThat(cache.of(other)).isSameAs(one);
        assertThat(other.contexts).isEqualTo(WRITTEN_ONCE);
    }

    @Test
    void context_ofAThread_whosePlaceAnotherTook_isFoundOutAnew() {
        String[] names = namesOfOnePlace();
        EventSample other = CountingView.process(names[1]);
        other.tid++;
        ContextCache.Context context = cache.of(CountingView.of(CountingView.process(names[0])));
        cache.of(CountingView.of(other)).possible()[0] = new long[1];

        assertThat(cache.of(CountingView.of(CountingView.process(names[0])))).isSameAs(context);
        assertThat(context.possible()[0]).isNull();
    }

    @Test
    void threads_thatFollowOnEachOther_haveTheirPlaces() {
        int written = 0;
        for (int round = 0; round < 2; round++) {
            for (int tid = 1; tid <= PLACES / 4; tid++) {
                EventSample sample = CountingView.process("cat");
                sample.tid = tid;
                CountingView view = CountingView.of(sample);
                cache.of(view);
                written += view.contexts / WRITTEN_ONCE;
            }
        }

        assertThat(written).isBetween(PLACES / 4, PLACES * 3 / 8);
    }

    @Test
    void context_ofANumberThatComesAgain_isFoundWithoutItsBytes() {
        CountingView view = CountingView.withNumber(5, CountingView.process("cat"));
        ContextCache.Context first = cache.of(view);

        assertThat(cache.of(view)).isSameAs(first);
        assertThat(view.contexts).isEqualTo(1);
        assertThat(view.comparisons).isZero();
    }

    @Test
    void numbers_ofProcessesThatAreAlike_shareAContext() {
        CountingView other = CountingView.withNumber(6, CountingView.process("cat"));
        ContextCache.Context first =
                cache.of(CountingView.withNumber(5, CountingView.process("cat")));
        first.possible()[0] = new long[1];
        first.save(outcomes(1));

        assertThat(cache.of(other)).isSameAs(first);
        assertThat(other.contexts).isEqualTo(1);
        assertThat(first.possible()[0]).isNotNull();
        assertThat(first.load(outcomes(0))).isTrue();
    }

    @Test
    void number_whoseContextAnotherTook_isFoundOutAnew() {
        String[] names = namesOfOnePlace();
        CountingView one = CountingView.withNumber(5, CountingView.process(names[0]));
        CountingView other = CountingView.withNumber(6, CountingView.process(names[1]));
        ContextCache.Context context = cache.of(one);
        context.possible()[0] = new long[1];

        assertThat(cache.of(other)).isSameAs(context);
        assertThat(context.possible()[0]).isNull();

        context.possible()[0] = new long[1];
        cache.of(one);

        assertThat(context.possible()[0]).isNull();
        assertThat(one.contexts).isEqualTo(2);

        cache.of(one);

        assertThat(one.contexts).isEqualTo(2);
    }

    /** Two names of processes whose contexts want the same place. */
    private static String[] namesOfOnePlace() {
        Map<Integer, String> byPlace = new HashMap<>();
        for (int i = 0; ; i++) {
            ByteSink key = new ByteSink();
            CountingView.of(CountingView.process("name" + i)).appendContext(ALL_PARTS, key);
            String same = byPlace.put(place(key), "name" + i);
            if (same != null) {
                return new String[] {same, "name" + i};
            }
        }
    }

    private static int place(ByteSink key) {
        return DescriptorCache.hash(key.array(), 0, key.length(), 0) & PLACES - 1;
    }

    @Test
    void numbers_thatFollowOnEachOther_haveTheirPlaces() {
        int written = 0;
        for (int round = 0; round < 2; round++) {
            for (int number = 1; number <= NUMBERS / 4; number++) {
                CountingView view = CountingView.withNumber(number, CountingView.process("cat"));
                cache.of(view);
                written += view.contexts;
            }
        }

        assertThat(written).isBetween(NUMBERS / 4, NUMBERS * 3 / 8);
    }

    @Test
    void context_longerThanIsKept_isFoundOutEachTime() {
        CountingView kept = CountingView.of(CountingView.process("x".repeat(15_000)));
        CountingView tooLong = CountingView.of(CountingView.process("x".repeat(17_000)));
        cache.of(kept);
        cache.of(kept);
        cache.of(tooLong);
        cache.of(tooLong).possible()[0] = new long[1];

        assertThat(cache.of(tooLong).possible()[0]).isNull();
        assertThat(kept.contexts).isEqualTo(WRITTEN_ONCE);
        assertThat(tooLong.contexts).isEqualTo(3 * WRITTEN_ONCE);
    }

    @Test
    void outcomes_thatWereSaved_comeBack() {
        ContextCache.Context context = cache.of(cat());
        LeafOutcomes loaded = outcomes(0);
        assertThat(context.load(loaded)).isFalse();
        for (int count : new int[] {3, 0, 40, 17}) {
            context.save(outcomes(count));

            assertThat(context.load(loaded)).isTrue();
            assertThat(loaded.count()).isEqualTo(count);
            for (int i = 0; i < count; i++) {
                assertThat(loaded.unusual(i)).isEqualTo(i << 2 | 1 + i % 2);
                assertThat(loaded.outcome(i)).isEqualTo(1 + i % 2);
            }
            assertThat(loaded.outcome(count)).isZero();
        }
    }

    /** So many leaves are unusual: true and unknown in turns. */
    private static LeafOutcomes outcomes(int unusual) {
        LeafOutcomes outcomes = new LeafOutcomes(new Leaf[64], new byte[64]);
        outcomes.clear();
        for (int i = 0; i < unusual; i++) {
            outcomes.set(i, 1 + i % 2);
        }
        return outcomes;
    }
}
