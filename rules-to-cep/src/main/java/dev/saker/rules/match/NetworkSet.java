// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.schemas.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many networks: one set of prefixes for each prefix length in use, so that a list of a hundred
 * thousand costs as many look-ups as it has lengths. An address is two numbers of 64 bits here.
 */
final class NetworkSet {
    private static final int IPV4_BYTES = 4;

    private final Level[] levels;

    NetworkSet(Collection<Network> networks) {
        Map<Integer, List<Network>> byLevel = new TreeMap<>();
        for (Network network : networks) {
            int level = network.address().length << 8 | network.prefixBits();
            byLevel.computeIfAbsent(level, unused -> new ArrayList<>()).add(network);
        }
        levels = byLevel.values().stream().map(Level::new).toArray(Level[]::new);
    }

    boolean contains(Slice address) {
        byte[] array = address.array();
        for (Level level : levels) {
            if (level.addressLength == address.length()
                    && level.contains(array, address.offset())) {
                return true;
            }
        }
        return false;
    }

    /** Networks of one family and prefix length, in a table with free places. */
    private static final class Level {
        private final int addressLength;
        private final long highMask;
        private final long lowMask;
        private final long[] highs;
        private final long[] lows;
        private final boolean[] taken;

        Level(List<Network> networks) {
            addressLength = networks.get(0).address().length;
            int padding = addressLength == IPV4_BYTES ? 32 : 0;
            int bits = networks.get(0).prefixBits() + padding;
            boolean inLow = addressLength == IPV4_BYTES;
            highMask = inLow ? 0 : mask(Math.min(bits, Long.SIZE));
            lowMask = mask(inLow ? bits : Math.max(0, bits - Long.SIZE));
            int capacity = Integer.highestOneBit(Math.max(1, networks.size()) * 2 - 1) * 2;
            highs = new long[capacity];
            lows = new long[capacity];
            taken = new boolean[capacity];
            networks.forEach(network -> add(network.address()));
        }

        boolean contains(byte[] array, int offset) {
            long high = high(array, offset);
            long low = low(array, offset);
            for (int slot = slot(high, low); taken[slot]; slot = slot + 1 & taken.length - 1) {
                if (highs[slot] == high && lows[slot] == low) {
                    return true;
                }
            }
            return false;
        }

        private void add(byte[] address) {
            long high = high(address, 0);
            long low = low(address, 0);
            int slot = slot(high, low);
            while (taken[slot]) {
                slot = slot + 1 & taken.length - 1;
            }
            highs[slot] = high;
            lows[slot] = low;
            taken[slot] = true;
        }

        private long high(byte[] array, int offset) {
            return addressLength == IPV4_BYTES ? 0 : number(array, offset, 8) & highMask;
        }

        private long low(byte[] array, int offset) {
            long low =
                    addressLength == IPV4_BYTES
                            ? number(array, offset, IPV4_BYTES)
                            : number(array, offset + 8, 8);
            return low & lowMask;
        }

        private int slot(long high, long low) {
            long hash = (high * 0x9e3779b97f4a7c15L ^ low) * 0xc2b2ae3d27d4eb4fL;
            return (int) (hash >>> 32) & taken.length - 1;
        }

        private static long number(byte[] array, int offset, int length) {
            long number = 0;
            for (int i = 0; i < length; i++) {
                number = number << 8 | array[offset + i] & 0xff;
            }
            return number;
        }

        /** The upper bits of a number. */
        private static long mask(int bits) {
            return bits == 0 ? 0 : -1L << Long.SIZE - bits;
        }
    }
}
