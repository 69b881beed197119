// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeadWalkTest {
    private static final int START = 3;

    /** Behind the head there is always more. */
    private static final byte[] BEHIND = new byte[HeadWalk.ROOM_AT_START];

    private static final EventLeaf LAST = EventLeaf.FD_TUPLE_LOCAL;
    private static final List<EventLeaf> HEAD =
            Arrays.asList(EventLeaf.values()).subList(0, LAST.ordinal() + 1);

    private final long[] numbers = new long[EventLeaf.count()];
    private final int[] starts = new int[EventLeaf.count()];
    private final int[] lengths = new int[EventLeaf.count()];
    private final boolean[] present = new boolean[EventLeaf.count()];
    private final HeadWalk walk = new HeadWalk(numbers, starts, lengths, present);

    /** As after a record in which everything was there. */
    @BeforeEach
    void usedBefore() {
        Arrays.fill(numbers, 99);
        Arrays.fill(starts, 99);
        Arrays.fill(lengths, 99);
        Arrays.fill(present, true);
    }

    /** Everything but one leaf, with one number that no int can be; either may be null. */
    private static AvroOutput head(EventLeaf absent, EventLeaf tooLarge) {
        AvroOutput out = new AvroOutput(64);
        out.putEncoded(new byte[START], 0, START);
        for (EventLeaf leaf : HEAD) {
            boolean below = absent != null && leaf.path().startsWith(absent.path() + ".");
            if (below) {
                continue;
            }
            boolean optional = leaf.kind().name().startsWith("OPTIONAL_");
            if (optional) {
                out.putLong(leaf == absent ? 0 : 1);
            }
            if (leaf != absent) {
                put(leaf, leaf == tooLarge ? 1L << 31 : number(leaf), out);
            }
        }
        return out;
    }

    private static void put(EventLeaf leaf, long number, AvroOutput out) {
        switch (leaf.kind()) {
            case INT, LONG, OPTIONAL_LONG -> out.putLong(number);
            case OPTIONAL_BYTES -> out.putBytes(new byte[leaf.ordinal()]);
            default -> {}
        }
    }

    /** Another for each leaf; of one, two and more bytes. */
    private static long number(EventLeaf leaf) {
        int place = leaf.ordinal();
        long small = place % 2 == 0 ? place : -place;
        return switch (leaf) {
            case TIME -> Long.MAX_VALUE;
            case TID -> 1L << 40;
            case RES -> Long.MIN_VALUE;
            case FD_FLAGS -> Integer.MAX_VALUE;
            case FD_OPEN_FLAGS -> Integer.MIN_VALUE;
            case FD_TUPLE_CLIENT_PORT, FD_TUPLE_SERVER_PORT -> 40_000 + place;
            default -> small;
        };
    }

    private boolean walk(AvroOutput out) {
        return walk(out, out.length());
    }

    private boolean walk(AvroOutput out, int end) {
        byte[] array = Arrays.copyOf(out.array(), out.length() + BEHIND.length);
        return walk.walk(array, START, end);
    }

    /** As the reader answers for it. */
    private long answer(EventLeaf leaf) {
        return switch (leaf) {
            case TYPE, PROJECTION, SHAPE, FD_TYPE, FD_FLAGS, FD_L4PROTO -> numbers[leaf.ordinal()];
            default -> walk.lateNumber(leaf.ordinal());
        };
    }

    @Test
    void walk_overAllThereCanBe_takesInEveryLeaf() {
        AvroOutput out = head(null, null);

        assertThat(walk(out)).isTrue();
        assertThat(walk.end()).isEqualTo(out.length());
        for (EventLeaf leaf : HEAD) {
            int at = leaf.ordinal();
            switch (leaf.kind()) {
                case INT, LONG, OPTIONAL_LONG ->
                        assertThat(answer(leaf)).as(leaf.path()).isEqualTo(number(leaf));
                case OPTIONAL_BYTES -> assertThat(lengths[at]).as(leaf.path()).isEqualTo(at);
                default -> assertThat(out.array()[starts[at]]).as(leaf.path()).isEqualTo((byte) 2);
            }
            assertThat(present[at]).as(leaf.path()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RES",
                "FD",
                "FD_NAME",
                "FD_NAME_RAW",
                "FD_TUPLE",
                "FD_TUPLE_CLIENT_IP",
                "FD_TUPLE_SERVER_IP"
            })
    void walk_overWhatIsAbsent_saysSoOfItAndAllBelow(EventLeaf absent) {
        AvroOutput out = head(absent, null);

        assertThat(walk(out)).isTrue();
        assertThat(walk.end()).isEqualTo(out.length());
        for (EventLeaf leaf : HEAD) {
            boolean gone = leaf == absent || leaf.path().startsWith(absent.path() + ".");
            if (leaf.kind().name().startsWith("OPTIONAL_")) {
                assertThat(present[leaf.ordinal()]).as(leaf.path()).isEqualTo(!gone);
            }
            if (gone && leaf.kind() != LeafKind.OPTIONAL_BYTES && !isRecord(leaf)) {
                assertThat(answer(leaf)).as(leaf.path()).isZero();
            }
        }
        assertThat(answer(EventLeaf.RES)).isEqualTo(absent == EventLeaf.RES ? 0 : Long.MIN_VALUE);
        assertThat(present[EventLeaf.PROCESS.ordinal()]).isTrue();
        assertThat(numbers[EventLeaf.PROCESS.ordinal()]).isEqualTo(99);
    }

    private static boolean isRecord(EventLeaf leaf) {
        return leaf.kind() == LeafKind.OPTIONAL_RECORD;
    }

    @Test
    void walk_overADescriptor_notesWhereItsPartsLie() {
        AvroOutput out = head(null, null);

        walk(out);

        int name = starts[EventLeaf.FD_NAME.ordinal()];
        int raw = starts[EventLeaf.FD_NAME_RAW.ordinal()];
        // Before a text lie its branch and its length.
        assertThat(walk.namesStart()).isEqualTo(name - 2);
        assertThat(walk.namesEnd()).isEqualTo(raw + EventLeaf.FD_NAME_RAW.ordinal());
        assertThat(walk.serverStart())
                .isEqualTo(starts[EventLeaf.FD_TUPLE_SERVER_IP.ordinal()] - 2);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "TYPE",
                "PROJECTION",
                "SHAPE",
                "FD_TYPE",
                "FD_FLAGS",
                "FD_L4PROTO",
                "FD_OPEN_FLAGS",
                "FD_TUPLE_CLIENT_PORT",
                "FD_TUPLE_SERVER_PORT",
                "FD_TUPLE_LOCAL"
            })
    void walk_overAnIntThatIsNone_givesUp(EventLeaf leaf) {
        assertThat(leaf.kind()).isEqualTo(LeafKind.INT);
        assertThat(walk(head(null, leaf))).isFalse();
    }

    @Test
    void walk_overWhatEndsTooSoon_givesUp() {
        AvroOutput out = head(null, null);
        for (int end = START; end < out.length(); end++) {
            assertThat(walk(out, end)).as("to %d", end).isFalse();
        }
    }

    @Test
    void walk_overABranchThatThereIsNot_givesUp() {
        AvroOutput whole = head(null, null);
        walk(whole);
        // Of a name the branch lies before its length.
        List<Integer> branches =
                List.of(
                        starts[EventLeaf.FD.ordinal()],
                        starts[EventLeaf.FD_TUPLE.ordinal()],
                        starts[EventLeaf.FD_NAME.ordinal()] - 2,
                        starts[EventLeaf.FD_TUPLE_SERVER_IP.ordinal()] - 2);
        for (int branch : branches) {
            AvroOutput out = head(null, null);
            assertThat(out.array()[branch]).isEqualTo((byte) 2);
            out.array()[branch] = 4;

            assertThat(walk(out)).as("at %d", branch).isFalse();
        }
    }

    @Test
    void walk_overANumberOfElevenBytes_givesUp() {
        AvroOutput out = head(null, null);
        walk(out);
        byte[] array = Arrays.copyOf(out.array(), out.length() + BEHIND.length);
        int time = starts[EventLeaf.TIME.ordinal()];
        int after = time + Varints.LONGEST;
        assertThat(array[after - 1]).isOne();
        assertThat(walk.walk(array, START, out.length())).isTrue();

        array[after - 1] = (byte) 0x81;

        assertThat(walk.walk(array, START, out.length())).isFalse();
    }

    /** Whatever stands there, it never asks for what is behind the array. */
    @Test
    void walk_overAnything_staysInTheArray() {
        Random random = new Random(7);
        for (int run = 0; run < 20_000; run++) {
            byte[] array = new byte[HeadWalk.ROOM_AT_START + random.nextInt(40)];
            random.nextBytes(array);
            if (run % 2 == 0) {
                Arrays.fill(array, 0, random.nextInt(array.length), (byte) 0x80);
            }

            walk.walk(array, random.nextInt(45), array.length);
        }
    }

    @Test
    void walk_whereTheArrayEndsSoonBehindAText_givesUp() {
        AvroOutput out = head(null, null);
        int raw = walk(out) ? walk.namesEnd() : 0;

        for (int length = raw; length < raw + HeadWalk.ROOM; length++) {
            byte[] array = Arrays.copyOf(out.array(), length);
            assertThat(walk.walk(array, START, length)).as("of %d bytes", length).isFalse();
        }
    }

    @Test
    void walk_overEventsOfAvro_endsWhereTheContextBegins() {
        for (int seed = 0; seed < 100; seed++) {
            byte[] head =
                    AvroBytes.writeFields(
                            RandomEvents.event(seed),
                            "type",
                            "projection",
                            "shape",
                            "time",
                            "tid",
                            "res",
                            "fd");

            byte[] array = Arrays.copyOf(head, head.length + BEHIND.length);
            assertThat(walk.walk(array, 0, array.length)).as("seed %d", seed).isTrue();
            assertThat(walk.end()).as("seed %d", seed).isEqualTo(head.length);
        }
    }
}
