// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class ContextWalkTest {
    private static final byte[] TEXT = "text".getBytes(StandardCharsets.UTF_8);
    private static final Consumer<AvroOutput> NO_ITEMS = out -> out.putLong(0);

    /** Behind the context: odd as an end of anything before it. */
    private static final byte[] BEHIND = {1, 1, 1};

    /** A context whose lists are as told; everything else is there. */
    private static byte[] context(
            Consumer<AvroOutput> processArgs,
            Consumer<AvroOutput> ancestors,
            boolean process,
            boolean optional) {
        AvroOutput out = new AvroOutput(64);
        out.putLong(process ? 1 : 0);
        if (process) {
            texts(3, out);
            processArgs.accept(out);
            texts(1, out);
            numbers(EventLeaf.CONTAINER_ID.ordinal() - EventLeaf.PROCESS_FLAGS.ordinal(), out);
        }
        texts(1, out);
        optional(optional, 1, out);
        numbers(3, out);
        texts(3, out);
        optional(optional, 2, out);
        ancestors.accept(out);
        return out.copyBytes();
    }

    private static void texts(int count, AvroOutput out) {
        for (int i = 0; i < count; i++) {
            out.putBytes(TEXT);
        }
    }

    private static void optional(boolean there, int texts, AvroOutput out) {
        out.putLong(there ? 1 : 0);
        texts(there ? texts : 0, out);
    }

    private static void numbers(int count, AvroOutput out) {
        for (int i = 0; i < count; i++) {
            out.putLong(i % 3 == 0 ? i : Long.MAX_VALUE >>> 5 * i);
        }
    }

    private static Consumer<AvroOutput> blocksOfTexts(int... counts) {
        return out -> {
            for (int count : counts) {
                out.putLong(count);
                texts(count, out);
            }
            out.putLong(0);
        };
    }

    private static Consumer<AvroOutput> blocksOfAncestors(boolean details, int... counts) {
        return out -> {
            for (int count : counts) {
                out.putLong(count);
                for (int i = 0; i < count; i++) {
                    texts(1, out);
                    numbers(3, out);
                    optional(details, 2, out);
                    if (details) {
                        blocksOfTexts(2, 1).accept(out);
                    }
                }
            }
            out.putLong(0);
        };
    }

    private static int end(byte[] context) {
        byte[] array = new byte[2 + context.length + BEHIND.length];
        System.arraycopy(context, 0, array, 2, context.length);
        System.arraycopy(BEHIND, 0, array, 2 + context.length, BEHIND.length);
        int end = ContextWalk.end(array, 2, array.length);
        return end < 0 ? end : end - 2;
    }

    private static void assertWalked(byte[] context) {
        assertThat(end(context)).isEqualTo(context.length);
        for (int length = 0; length < context.length; length++) {
            assertThat(ContextWalk.end(context, 0, length))
                    .as("%d of %d bytes", length, context.length)
                    .isEqualTo(Varints.ODD);
        }
    }

    @Test
    void end_ofAContext_isFoundOnlyWhereAllOfItIsThere() {
        assertWalked(context(NO_ITEMS, NO_ITEMS, false, false));
        assertWalked(context(NO_ITEMS, NO_ITEMS, true, false));
        assertWalked(context(NO_ITEMS, NO_ITEMS, false, true));
        assertWalked(context(blocksOfTexts(3), blocksOfAncestors(false, 2), true, true));
        assertWalked(context(blocksOfTexts(2, 1), blocksOfAncestors(true, 2, 1), true, true));
    }

    /** The form in which our writer writes lists. */
    @Test
    void lists_thatTellTheirSizeInBytes_areSteppedOver() {
        Consumer<AvroOutput> texts = sized(2, out -> texts(2, out));
        Consumer<AvroOutput> ancestors = sized(1, out -> out.putBytes(TEXT));

        assertWalked(context(texts, NO_ITEMS, true, true));
        assertWalked(context(NO_ITEMS, ancestors, true, true));
        assertWalked(context(texts, ancestors, true, true));
    }

    private static Consumer<AvroOutput> sized(int count, Consumer<AvroOutput> items) {
        return out -> {
            int start = out.beginBlock(count);
            items.accept(out);
            out.endBlock(start);
        };
    }

    @Test
    void lists_whoseSizeIsNone_areOdd() {
        for (long size : new long[] {-1, 1L << 40}) {
            Consumer<AvroOutput> wrong =
                    out -> {
                        out.putLong(-1);
                        out.putLong(size);
                        out.putBytes(TEXT);
                    };

            assertThat(end(context(wrong, NO_ITEMS, true, true))).isEqualTo(Varints.ODD);
            assertThat(end(context(NO_ITEMS, wrong, true, true))).isEqualTo(Varints.ODD);
        }
    }

    @Test
    void lists_ofMoreItemsThanBytes_areOdd() {
        Consumer<AvroOutput> huge = out -> out.putLong(1L << 32 | 1);

        assertThat(end(context(huge, NO_ITEMS, true, true))).isEqualTo(Varints.ODD);
        assertThat(end(context(NO_ITEMS, huge, true, true))).isEqualTo(Varints.ODD);
    }

    @Test
    void branches_thatThereAreNot_areOdd() {
        byte[] context = context(NO_ITEMS, NO_ITEMS, false, true);
        int odd = 0;
        for (int i = 0; i < context.length; i++) {
            if (context[i] == 2) {
                byte[] changed = context.clone();
                changed[i] = 4;
                odd += end(changed) == Varints.ODD ? 1 : 0;
            }
        }
        byte[] process = context.clone();
        process[0] = 4;

        assertThat(odd).isEqualTo(2);
        assertThat(end(process)).isEqualTo(Varints.ODD);
    }

    @Test
    void end_inRecordsOfOurs_isFoundAndIsWhereTheReaderComesTo() {
        SyscallEventWriter writer = new SyscallEventWriter();
        SyscallEventReader reader = new SyscallEventReader();
        for (int seed = 0; seed < 100; seed++) {
            writer.write(new GenericEvent(RandomEvents.event(seed)), -1);
            reader.wrap(writer.array(), 0, writer.length());
            int start = reader.contextStart();
            reader.ancestorCount();

            assertThat(ContextWalk.end(writer.array(), start, writer.length()))
                    .as("seed %d", seed)
                    .isEqualTo(reader.contextEnd());
        }
    }

    @Test
    void end_inEventsOfAvro_isWhereTheParametersBegin() {
        for (int seed = 0; seed < 100; seed++) {
            GenericRecord event = RandomEvents.event(seed);
            byte[] context =
                    AvroBytes.writeFields(event, "process", "container", "user", "ancestors");
            byte[] args = AvroBytes.writeFields(event, "args", "leaders");
            byte[] all = Arrays.copyOf(context, context.length + args.length);
            System.arraycopy(args, 0, all, context.length, args.length);

            assertThat(ContextWalk.end(all, 0, all.length))
                    .as("seed %d", seed)
                    .isEqualTo(context.length);
        }
    }
}
