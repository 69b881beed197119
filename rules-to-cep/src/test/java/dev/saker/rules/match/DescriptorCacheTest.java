// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DescriptorCacheTest {
    private static final int LONGEST = 160;
    private static final int PLACES = 1 << 13;

    private static final int TYPE = 307;
    private static final long KIND = 5;

    private final DescriptorCache cache = new DescriptorCache();

    /** Not at the beginning of its array, and not to its end. */
    private static Slice key(String text) {
        byte[] bytes = (".." + text + "..").getBytes(StandardCharsets.ISO_8859_1);
        Slice key = new Slice();
        key.set(bytes, 2, bytes.length - 4);
        return key;
    }

    private long[] get(String text) {
        return cache.get(TYPE, KIND, key(text));
    }

    private void keep(String text, long answer) {
        assertThat(get(text)).isNull();
        cache.keep(new long[] {answer});
    }

    private static int place(String text) {
        return DescriptorCache.hash(key(text), 0) & PLACES - 2;
    }

    /** So many names that want the same pair of places as the first. */
    private static List<String> namesOfOnePlace(int count) {
        String first = "x".repeat(LONGEST - 8);
        List<String> names = new ArrayList<>(List.of(first));
        for (int i = 0; names.size() < count; i++) {
            String name = first + i;
            if (placeAsKept(name) == placeAsKept(first)) {
                names.add(name);
            }
        }
        return names;
    }

    private static int placeAsKept(String text) {
        return DescriptorCache.hash(key(text), KIND + TYPE) & PLACES - 2;
    }

    @Test
    void answer_thatWasKept_isFoundAgain() {
        long[] one = {1};
        get("/etc/passwd");
        cache.keep(one);

        assertThat(get("/etc/passwd")).isSameAs(one);
        assertThat(get("/etc/shadow")).isNull();
        assertThat(get("/etc/passwd")).isSameAs(one);
    }

    @Test
    void newKey_takesTheOneOfItsTwoPlacesThatWasNotHitLast() {
        List<String> names = namesOfOnePlace(4);
        keep(names.get(0), 1);
        keep(names.get(1), 2);
        get(names.get(0));

        keep(names.get(2), 3);

        assertThat(get(names.get(1))).isNull();
        assertThat(get(names.get(0))).containsExactly(1);
        assertThat(get(names.get(2))).containsExactly(3);

        keep(names.get(3), 4);

        assertThat(get(names.get(0))).isNull();
        assertThat(get(names.get(2))).containsExactly(3);
        assertThat(get(names.get(3))).containsExactly(4);
    }

    @Test
    void answer_forAnotherKey_isNone() {
        assertThat(get("")).isNull();
        keep("/etc/passwd", 1);

        for (String other : List.of("/etc/passwe", "/Etc/passwd", "/etc/passw", "/etc/passwd2")) {
            assertThat(get(other)).as(other).isNull();
        }
        assertThat(cache.get(TYPE + 1, KIND, key("/etc/passwd"))).isNull();
        assertThat(cache.get(TYPE, KIND + 1, key("/etc/passwd"))).isNull();
        assertThat(cache.get(TYPE - 1, KIND + 1, key("/etc/passwd"))).isNull();
    }

    @Test
    void emptyKey_ofTheFirstType_isNotThereBeforeItWasKept() {
        assertThat(cache.get(0, 0, key(""))).isNull();
        cache.keep(new long[] {1});
        assertThat(cache.get(0, 0, key(""))).containsExactly(1);
    }

    @Test
    void neighbours_ofTheLongestKeys_doNotTouchEachOther() {
        String longest = "x".repeat(LONGEST - 4);
        for (int i = 1000; i < 3000; i++) {
            get(longest + i);
            cache.keep(new long[] {i});
        }
        int left = 0;
        for (int i = 1000; i < 3000; i++) {
            long[] answer = get(longest + i);
            left += answer == null ? 0 : 1;
            assertThat(answer == null || answer[0] == i).as("%d", i).isTrue();
        }
        // Two thousand balls in four thousand pairs of places: three in a pair are seldom.
        assertThat(left).isGreaterThan(1900);
    }

    @Test
    void keys_longerThanAPlace_areNotKept() {
        keep("x".repeat(LONGEST), 1);
        keep("x".repeat(LONGEST + 1), 2);

        assertThat(get("x".repeat(LONGEST))).containsExactly(1);
        assertThat(get("x".repeat(LONGEST + 1))).isNull();
    }

    @Test
    void places_ofKeysThatDifferInOneByte_differ() {
        for (int length = 1; length <= 33; length++) {
            for (int at = 0; at < length; at++) {
                Set<Integer> places = new HashSet<>();
                for (char letter = 0; letter < 256; letter++) {
                    StringBuilder text = new StringBuilder("y".repeat(length));
                    text.setCharAt(at, letter);
                    places.add(place(text.toString()));
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
            int place = place("/var/log/app/file-" + i);
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
            places.add(place("\0".repeat(length)));
        }

        assertThat(places).hasSizeGreaterThan(150);
    }

    @Test
    void hash_asksForTheBytesOfTheKeyOnly() {
        for (int length = 0; length < 40; length++) {
            String text = "/etc/passwd and more of it, and still more.".substring(0, length);
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);

            assertThat(DescriptorCache.hash(bytes, 0, length, 3))
                    .isEqualTo(DescriptorCache.hash(key(text), 3));
        }
    }
}
