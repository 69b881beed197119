// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SocketAddressTest {
    @Test
    void ipv4Tuple_isDecodedInPlace() {
        byte[] bytes =
                HexFormat.of().parseHex("eeee" + "02" + "0a000001a861" + "0a0000025000" + "ee");

        SockTuple tuple = new SockTuple().wrap(bytes, 2, 13);

        assertThat(tuple.isInternet()).isTrue();
        assertThat(tuple.addressLength()).isEqualTo(4);
        assertThat(tuple.sourceAddressOffset()).isEqualTo(3);
        assertThat(tuple.sourcePort()).isEqualTo(25_000);
        assertThat(tuple.destinationAddressOffset()).isEqualTo(9);
        assertThat(tuple.destinationPort()).isEqualTo(80);
    }

    @Test
    void unixTuple_hasAPathAndNoAddresses() {
        byte[] bytes =
                HexFormat.of().parseHex("01" + "0100000000000000" + "0200000000000080" + "2f6100");

        SockTuple tuple = new SockTuple().wrap(bytes, 0, bytes.length);

        assertThat(tuple.isValid()).isTrue();
        assertThat(tuple.isInternet()).isFalse();
        assertThat(tuple.unixSource()).isEqualTo(1);
        assertThat(tuple.unixDestination()).isEqualTo(0x8000000000000002L);
        assertThat(tuple.pathLength()).isEqualTo(2);
    }

    @Test
    void ipv6Address_isDecodedInPlace() {
        byte[] bytes = new byte[19];
        bytes[0] = SockAddr.FAMILY_IPV6;
        bytes[17] = 53;

        SockAddr address = new SockAddr().wrap(bytes, 0, bytes.length);

        assertThat(address.isInternet()).isTrue();
        assertThat(address.addressOffset()).isEqualTo(1);
        assertThat(address.addressLength()).isEqualTo(16);
        assertThat(address.port()).isEqualTo(53);
    }

    @Test
    void cutShort_isInvalid() {
        byte[] bytes = new byte[19];
        bytes[0] = SockAddr.FAMILY_IPV6;

        assertThat(new SockAddr().wrap(bytes, 0, 18).isValid()).isFalse();
        assertThat(new SockAddr().wrap(bytes, 0, 0).isValid()).isFalse();
        assertThat(new SockTuple().wrap(bytes, 0, 19).isInternet()).isFalse();
    }
}
