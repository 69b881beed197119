// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged records give a value or a MalformedEventException, soon and without much memory. */
class SyscallEventFuzzTest {
    private static final int RECORDS_PER_SEED = 400;
    // Indexes of items and one copy of the record, both doubled when they grow, and the exception.
    private static final long ALLOWANCE_PER_BYTE = 64;
    private static final long ALLOWANCE = 1 << 16;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static LongStream seeds() {
        return LongStream.range(0, 64);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reader_damagedBytes_givesValueOrMalformed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = AvroBytes.write(RandomEvents.event(seed));
        byte[] blocked = copy(whole);

        assertTimeoutPreemptively(
                ofSeconds(60),
                () -> {
                    for (int i = 0; i < RECORDS_PER_SEED; i++) {
                        read(damage((i & 1) == 0 ? whole : blocked, random));
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reader_everyTruncation_isMalformed(long seed) {
        byte[] typical = AvroBytes.write(SyscallEventCodecTest.typicalOpenat());
        int length = (int) (seed * typical.length / 64);
        SyscallEventReader reader = new SyscallEventReader().wrap(typical, 0, length);

        assertThat(outcome(reader)).isEqualTo("malformed");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void codecs_randomBytes_giveValueOrMalformed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RECORDS_PER_SEED; i++) {
            byte[] bytes = noise(random);
            decode(() -> MarkerCodec.decode(bytes, 0, bytes.length));
            decode(() -> AlertCodec.decode(bytes, 0, bytes.length));
            decode(() -> RuleSetCodec.decodeFiles(bytes, 0, bytes.length));
            decode(() -> RuleSetCodec.decodeHead(bytes, 0, bytes.length));
            decode(() -> RuleSetCodec.decodeChunk(bytes, 0, bytes.length));
        }
    }

    private void read(byte[] bytes) {
        SyscallEventReader reader = new SyscallEventReader().wrap(bytes, 0, bytes.length);
        long before = threads.getCurrentThreadAllocatedBytes();
        outcome(reader);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .isLessThan(ALLOWANCE + ALLOWANCE_PER_BYTE * bytes.length);
    }

    private static String outcome(SyscallEventReader reader) {
        try {
            new SyscallEventWriter().write(reader, -1);
            reader.validate();
            return "value";
        } catch (MalformedEventException e) {
            return "malformed";
        }
    }

    private static void decode(Runnable decoding) {
        try {
            decoding.run();
        } catch (MalformedEventException e) {
            assertThat(e).hasMessageContaining("offset");
        }
    }

    /** The same event with sized blocks. */
    private static byte[] copy(byte[] bytes) {
        SyscallEventWriter writer = new SyscallEventWriter();
        writer.write(new SyscallEventReader().wrap(bytes, 0, bytes.length), -1);
        return writer.copyBytes();
    }

    private static byte[] damage(byte[] whole, SplittableRandom random) {
        int how = random.nextInt(4);
        if (how == 0) {
            return noise(random);
        }
        if (how == 1) {
            return Arrays.copyOf(whole, random.nextInt(whole.length));
        }
        byte[] bytes = whole.clone();
        int changes = 1 + random.nextInt(8);
        // Most of the structure is at the front, most of the bytes are not.
        int span = how == 2 ? Math.min(bytes.length, 100) : bytes.length;
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(span)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(300)];
        for (int i = 0; i < bytes.length; i++) {
            // Small numbers get further than large ones.
            bytes[i] = (byte) (random.nextBoolean() ? random.nextInt(8) : random.nextInt());
        }
        return bytes;
    }
}
