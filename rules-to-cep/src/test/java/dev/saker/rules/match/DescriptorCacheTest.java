// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DescriptorCacheTest {
    private static final int LONGEST = 160;

    private final DescriptorCache cache = new DescriptorCache();

    private static ByteSink key(String text) {
        ByteSink key = new ByteSink(4);
        key.append(text.getBytes(StandardCharsets.ISO_8859_1));
        return key;
    }

    @Test
    void answer_thatWasKept_isFoundAgain() {
        long[] one = {1};
        long[] other = {2};
        int place = DescriptorCache.place(key("/etc/passwd"));

        cache.put(place, key("/etc/passwd"), one);

        assertThat(cache.get(place, key("/etc/passwd"))).isSameAs(one);

        assertThat(cache.get(place, key("/etc/shadow"))).isNull();

        cache.put(place, key("/etc/shadow"), other);

        assertThat(cache.get(place, key("/etc/shadow"))).isSameAs(other);
        assertThat(cache.get(place, key("/etc/passwd"))).isSameAs(one);
    }

    @Test
    void newKey_takesTheOneOfItsTwoPlacesThatWasNotHitLast() {
        int place = DescriptorCache.place(key("a"));
        cache.put(place, key("a"), new long[] {1});
        cache.put(place, key("b"), new long[] {2});
        cache.get(place, key("a"));

        cache.put(place, key("c"), new long[] {3});

        assertThat(cache.get(place, key("b"))).isNull();
        assertThat(cache.get(place, key("a"))).containsExactly(1);
        assertThat(cache.get(place, key("c"))).containsExactly(3);

        cache.put(place, key("d"), new long[] {4});

        assertThat(cache.get(place, key("a"))).isNull();
        assertThat(cache.get(place, key("c"))).containsExactly(3);
        assertThat(cache.get(place, key("d"))).containsExactly(4);
    }

    @Test
    void answer_forAnotherKeyOfItsPlace_isNone() {
        int place = DescriptorCache.place(key("/etc/passwd"));
        assertThat(cache.get(place, key(""))).isNull();
        cache.put(place, key("/etc/passwd"), new long[1]);

        assertThat(cache.get(place, key("/etc/passwe"))).isNull();
        assertThat(cache.get(place, key("/Etc/passwd"))).isNull();
        assertThat(cache.get(place, key("/etc/passw"))).isNull();
        assertThat(cache.get(place, key("/etc/passwd2"))).isNull();
    }

    @Test
    void neighbours_ofTheLongestKeys_doNotTouchEachOther() {
        String longest = "x".repeat(LONGEST - 1);
        int[] places = {0, 2, 4, 8190};
        for (int place : places) {
            cache.put(place, key(longest + place % 10), new long[] {place});
            cache.put(place, key(longest + "y"), new long[] {place + 1});
        }
        for (int place : places) {
            assertThat(cache.get(place, key(longest + place % 10))).containsExactly(place);
            assertThat(cache.get(place, key(longest + "y"))).containsExactly(place + 1);
        }
    }

    @Test
    void keys_longerThanAPlace_haveNone() {
        assertThat(DescriptorCache.place(key("x".repeat(LONGEST)))).isNotNegative();
        assertThat(DescriptorCache.place(key("x".repeat(LONGEST + 1)))).isEqualTo(-1);
    }

    @Test
    void places_ofKeysThatDifferInOneByte_differ() {
        for (int length = 1; length <= 33; length++) {
            for (int at = 0; at < length; at++) {
                Set<Integer> places = new HashSet<>();
                for (char letter = 0; letter < 256; letter++) {
                    StringBuilder text = new StringBuilder("y".repeat(length));
                    text.setCharAt(at, letter);
                    places.add(DescriptorCache.place(key(text.toString())));
                }
                // 256 balls in 4,096 urns take 248 of them on average.
                assertThat(places).as("byte %d of %d", at, length).hasSizeGreaterThan(230);
            }
        }
    }

    @Test
    void places_ofNumberedNames_areSpreadEvenly() {
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < 8192; i++) {
            int place = DescriptorCache.place(key("/var/log/app/file-" + i));
            assertThat(place).isBetween(0, 8190).isEven();
            places.add(place);
        }
        // Twice as many balls as urns: 86 % are taken.
        assertThat(places.size()).isBetween(3400, 3640);
    }

    @Test
    void places_ofKeysOfDifferentLengths_differ() {
        Set<Integer> places = new HashSet<>();
        for (int length = 0; length <= LONGEST; length++) {
            places.add(DescriptorCache.place(key("\0".repeat(length))));
        }

        assertThat(places).hasSizeGreaterThan(150);
    }

    @Test
    void hash_doesNotAskForBytesBehindTheKey() {
        ByteSink key = key("/etc/passwd and more");
        key.truncate(11);

        assertThat(DescriptorCache.hash(key)).isEqualTo(DescriptorCache.hash(key("/etc/passwd")));
    }
}
