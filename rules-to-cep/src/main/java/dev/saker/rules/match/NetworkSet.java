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
 * thousand costs as many look-ups as it has lengths. Not thread-safe.
 */
final class NetworkSet {
    /** Networks of one family and prefix length. */
    private record Level(int addressLength, int prefixBits, ByteSliceSet prefixes) {}

    private final Level[] levels;
    private final byte[] masked = new byte[16];

    NetworkSet(Collection<Network> networks) {
        Map<Integer, List<byte[]>> byLevel = new TreeMap<>();
        for (Network network : networks) {
            int level = network.address().length << 8 | network.prefixBits();
            byte[] prefix = new byte[network.address().length];
            mask(network.address(), 0, network.prefixBits(), prefix);
            byLevel.computeIfAbsent(level, unused -> new ArrayList<>()).add(prefix);
        }
        levels =
                byLevel.entrySet().stream()
                        .map(entry -> level(entry.getKey(), entry.getValue()))
                        .toArray(Level[]::new);
    }

    boolean contains(Slice address) {
        for (Level level : levels) {
            if (level.addressLength == address.length()) {
                mask(address.array(), address.offset(), level.prefixBits, masked);
                if (level.prefixes.contains(masked, 0, level.addressLength)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Level level(int key, List<byte[]> prefixes) {
        return new Level(key >> 8, key & 0xff, new ByteSliceSet(prefixes));
    }

    /** Copies the first bits and clears the rest of what the caller will look at. */
    private static void mask(byte[] address, int offset, int bits, byte[] into) {
        int whole = bits >> 3;
        System.arraycopy(address, offset, into, 0, whole);
        for (int i = whole; i < into.length; i++) {
            into[i] = 0;
        }
        if ((bits & 7) != 0) {
            into[whole] = (byte) (address[offset + whole] & 0xff00 >> (bits & 7));
        }
    }
}
