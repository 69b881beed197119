// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Ways to spoil bytes that hold lengths, counts, codes and texts. */
final class RecordingDamage {
    private static final int MOST_HITS = 4;

    /** What is at the edges of numbers, and lengths that are too long to be. */
    private static final long[] EDGES = {0, 1, -1, 127, 255, 0x7fff, 0xffff, 1 << 20, 1 << 30};

    private final SplittableRandom random;

    RecordingDamage(long seed) {
        random = new SplittableRandom(seed);
    }

    byte[] of(byte[] whole) {
        byte[] bytes = whole.clone();
        int hits = 1 + random.nextInt(MOST_HITS);
        for (int i = 0; i < hits && bytes.length > Long.BYTES; i++) {
            bytes = hit(bytes);
        }
        return bytes;
    }

    private byte[] hit(byte[] bytes) {
        int at = random.nextInt(bytes.length - Long.BYTES);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 2 -> number(bytes, at, EDGES[random.nextInt(EDGES.length)]);
            case 3 -> number(bytes, at, random.nextInt(4 * length));
            case 4 -> {
                int from = random.nextInt(bytes.length - length + 1);
                System.arraycopy(bytes, from, bytes, at, Math.min(length, bytes.length - at));
            }
            default -> {
                return cutOut(bytes, at, length);
            }
        }
        return bytes;
    }

    /** Little-endian, of one, two, four or eight bytes. */
    private void number(byte[] bytes, int at, long number) {
        int width = 1 << random.nextInt(4);
        for (int i = 0; i < width; i++) {
            bytes[at + i] = (byte) (number >> i * Byte.SIZE);
        }
    }

    private static byte[] cutOut(byte[] bytes, int at, int length) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
        return shorter;
    }
}
