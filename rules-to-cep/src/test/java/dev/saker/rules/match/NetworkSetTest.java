// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.schemas.Slice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks of both families and of every length, one by one and many at once. */
class NetworkSetTest {
    private static byte[] address(Random random) {
        byte[] address = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(address);
        return address;
    }

    private static Network network(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int bit = bits; bit < 8 * masked.length; bit++) {
            masked[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return new Network(masked, bits);
    }

    /** The same address with the bit at some place turned, or another one. */
    private static byte[] near(Random random, byte[] address) {
        byte[] near = address.clone();
        int bit = random.nextInt(8 * near.length);
        near[bit / 8] ^= (byte) (random.nextInt(4) == 0 ? 0 : 0x80 >> bit % 8);
        return near;
    }

    private static boolean expected(Network network, byte[] address) {
        int rest = 8 * address.length - network.prefixBits();
        return address.length == network.address().length
                && new BigInteger(1, network.address())
                        .shiftRight(rest)
                        .equals(new BigInteger(1, address).shiftRight(rest));
    }

    private static Slice slice(byte[] address) {
        byte[] inside = new byte[address.length + 3];
        System.arraycopy(address, 0, inside, 2, address.length);
        Slice slice = new Slice();
        slice.set(inside, 2, address.length);
        return slice;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void networks_holdTheAddressesThatBeginAsTheyDo(long seed) {
        Random random = new Random(seed);
        for (int set = 0; set < 40; set++) {
            List<Network> networks = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                byte[] address = address(random);
                networks.add(network(address, random.nextInt(8 * address.length + 1)));
            }
            NetworkSet all = new NetworkSet(networks);
            for (int i = 0; i < 60; i++) {
                byte[] address = near(random, RandomSample.pick(random, networks).address());
                for (Network network : networks) {
                    assertThat(network.contains(slice(address)))
                            .as("seed %d, %s in %s", seed, Arrays.toString(address), network)
                            .isEqualTo(expected(network, address));
                }
                assertThat(all.contains(slice(address)))
                        .as("seed %d, %s in %s", seed, Arrays.toString(address), networks)
                        .isEqualTo(networks.stream().anyMatch(one -> expected(one, address)));
            }
        }
    }

    @Test
    void thousandsOfNetworksOfOneLength_areAllThere() {
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            networks.add(new Network(new byte[] {10, (byte) (i >> 8), (byte) i, 0}, 24));
        }
        NetworkSet set = new NetworkSet(networks);

        for (int i = 0; i < 5000; i++) {
            byte[] inside = {10, (byte) (i >> 8), (byte) i, 77};
            byte[] outside = {11, (byte) (i >> 8), (byte) i, 77};
            assertThat(set.contains(slice(inside))).isTrue();
            assertThat(set.contains(slice(outside))).isFalse();
        }
    }

    @Test
    void noNetwork_holdsNothing() {
        assertThat(new NetworkSet(List.of()).contains(slice(new byte[4]))).isFalse();
    }
}
