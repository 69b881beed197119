// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

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

    private List<byte[]> addresses = List.of();

    /** Reads the interfaces again. */
    public void refresh() {
        List<byte[]> found = new ArrayList<>();
        try {
            for (NetworkInterface card :
                    Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InterfaceAddress address : card.getInterfaceAddresses()) {
                    found.add(address.getAddress().getAddress());
                }
            }
        } catch (SocketException unreadable) {
            return; // what was read before is the best there is
        }
        addresses = List.copyOf(found);
    }

    /** An address that a recording tells of. */
    public void add(byte[] address) {
        List<byte[]> more = new ArrayList<>(addresses);
        more.add(address);
        addresses = List.copyOf(more);
    }

    public boolean contains(byte[] ip) {
        if (ip == null) {
            return false;
        }
        if (ip.length == 4 && ip[0] == LOOPBACK_NET) {
            return true;
        }
        for (int index = 0; index < addresses.size(); index++) {
            if (Arrays.equals(addresses.get(index), ip)) {
                return true;
            }
        }
        return false;
    }
}
