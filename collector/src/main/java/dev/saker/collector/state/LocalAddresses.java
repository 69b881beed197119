// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.file.RecordedInterface;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The IP addresses of this host, to tell which end of a connection is here. One thread only. */
public final class LocalAddresses {
    private static final byte LOOPBACK_NET = 127;
    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = new byte[16];
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    /** Falco takes the first half of an IPv6 address for its network, whatever the mask says. */
    private static final int IPV6_NETWORK = 8;

    static {
        IPV6_LOOPBACK[IPV6 - 1] = 1;
    }

    private List<Address> addresses = List.of();
    private boolean exactly;

    private record Address(byte[] ip, byte[] mask) {
        boolean hasNetworkOf(byte[] other) {
            if (ip.length != other.length) {
                return false;
            }
            for (int at = 0; at < ip.length; at++) {
                if (((ip[at] ^ other[at]) & mask[at]) != 0) {
                    return false;
                }
            }
            return true;
        }

        boolean isLoopback() {
            return Arrays.equals(ip, ip.length == IPV4 ? IPV4_LOOPBACK : IPV6_LOOPBACK);
        }
    }

    /** Reads the interfaces again. */
    public void refresh() {
        List<Address> found = new ArrayList<>();
        try {
            for (NetworkInterface card :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InterfaceAddress address : card.getInterfaceAddresses()) {
                    byte[] ip = address.getAddress().getAddress();
                    found.add(address(ip, mask(ip.length, address.getNetworkPrefixLength())));
                }
            }
        } catch (SocketException unreadable) {
            return; // what was read before is the best there is
        }
        addresses = List.copyOf(found);
    }

    /**
     * An address that a recording tells of.
     *
     * @param mask of its network, as long as the address
     */
    public void add(byte[] ip, byte[] mask) {
        List<Address> more = new ArrayList<>(addresses);
        more.add(address(ip, mask));
        addresses = List.copyOf(more);
    }

    /** As a recording has them; what a card is called does not matter to any reader. */
    List<RecordedInterface> recorded() {
        List<RecordedInterface> recorded = new ArrayList<>();
        for (Address address : addresses) {
            String name = (address.isLoopback() ? "lo" : "if") + recorded.size();
            recorded.add(new RecordedInterface(name, address.ip, address.mask));
        }
        return recorded;
    }

    /** Whether, as for Falco, of the loopback's network only the address that is told is local. */
    void exactly(boolean told) {
        exactly = told;
    }

    public boolean contains(byte[] ip) {
        if (ip == null) {
            return false;
        }
        if (!exactly && ip.length == IPV4 && ip[0] == LOOPBACK_NET) {
            return true;
        }
        for (int index = 0; index < addresses.size(); index++) {
            Address address = addresses.get(index);
            boolean same =
                    ip.length == IPV4 ? Arrays.equals(address.ip, ip) : address.hasNetworkOf(ip);
            if (same) {
                return true;
            }
        }
        return false;
    }

    /**
     * The address of ours that talks to another one: itself, else one of the same network, else the
     * first that is not the loopback's. All zeros if there is none.
     */
    byte[] facing(byte[] other) {
        for (Address address : addresses) {
            if (Arrays.equals(address.ip, other)) {
                return address.ip;
            }
        }
        for (Address address : addresses) {
            if (address.hasNetworkOf(other)) {
                return address.ip;
            }
        }
        for (Address address : addresses) {
            if (address.ip.length == other.length && !address.isLoopback()) {
                return address.ip;
            }
        }
        return new byte[other.length];
    }

    private static Address address(byte[] ip, byte[] mask) {
        return new Address(ip, ip.length == IPV6 ? mask(IPV6, IPV6_NETWORK * Byte.SIZE) : mask);
    }

    private static byte[] mask(int length, int bits) {
        byte[] mask = new byte[length];
        for (int bit = 0; bit < Math.min(bits, length * Byte.SIZE); bit++) {
            mask[bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
        }
        return mask;
    }
}
