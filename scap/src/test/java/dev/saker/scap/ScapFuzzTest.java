// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes come from files too: whatever they are, the decoder answers or refuses, by one exception.
 */
class ScapFuzzTest {
    private static final int ROUNDS = 20_000;

    private final ScapEvent event = new ScapEvent();
    private final ByteSink out = new ByteSink();
    private int accepted;
    private int refused;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void randomBytes_areReadOrRefused(long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[512];
        for (int round = 0; round < ROUNDS; round++) {
            random.nextBytes(bytes);
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int length = random.nextInt(bytes.length);
            shapeHeader(buffer, length, random);

            readAll(buffer.limit(length), random.nextInt(8) - 1, seed, round);
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void eventsWithRandomParameters_areReadOrRefused(long seed) {
        Random random = new Random(seed);
        ScapEventWriter writer = new ScapEventWriter();
        for (int round = 0; round < ROUNDS; round++) {
            EventInfo info = EventTable.get().event(random.nextInt(EventTable.get().size()));
            writer.begin(random.nextLong(), random.nextLong(), info.code());
            for (ParamInfo param : info.params()) {
                writer.putBytes(randomParam(param, random));
            }

            readAll(writer.end(), 0, seed, round);
        }
        assertThat(accepted).isPositive();
    }

    // A plausible header more often than not, or nothing but the first check would be tested.
    private static void shapeHeader(ByteBuffer buffer, int length, Random random) {
        if (random.nextInt(4) > 0) {
            buffer.putInt(EventLayout.LENGTH, length);
            buffer.putShort(EventLayout.TYPE, (short) random.nextInt(460));
            buffer.putInt(EventLayout.PARAM_COUNT, random.nextInt(34));
        }
        for (int i = EventLayout.HEADER_LENGTH + 1; i < 90; i += 2) {
            buffer.put(i, (byte) 0);
        }
    }

    private static byte[] randomParam(ParamInfo param, Random random) {
        int width = param.type().width();
        byte[] bytes = new byte[width > 0 && random.nextInt(8) > 0 ? width : random.nextInt(48)];
        random.nextBytes(bytes);
        int families = 3;
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = (byte) new int[] {1, 2, 10}[random.nextInt(families)];
            bytes[bytes.length - 1] = 0;
        }
        return bytes;
    }

    private void readAll(ByteBuffer buffer, int offset, long seed, int round) {
        try {
            event.wrap(buffer, offset);
            for (int i = 0; i < event.info().params().size(); i++) {
                render(i);
            }
            accepted++;
        } catch (ScapFormatException e) {
            refused++;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", round " + round, e);
        }
    }

    private void render(int index) {
        ParamInfo param = event.info().params().get(index);
        byte[] bytes = new byte[event.paramLength(index)];
        event.copyParam(index, bytes, 0);
        ParamText.append(param, bytes, 0, bytes.length, out.clear());
        ParamText.appendRaw(param, bytes, 0, bytes.length, out.clear());
        if (param.type().isInteger()) {
            event.longParam(index, 0);
        }
    }
}
