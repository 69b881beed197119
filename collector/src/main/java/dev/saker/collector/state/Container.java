// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.nio.charset.StandardCharsets;

/**
 * Where a thread runs: a container by its ids, or the host. The arrays are not to be written to.
 */
public record Container(byte[] id, byte[] fullId) {
    /** Falco cuts ids to this many characters. */
    private static final int SHORT_ID = 12;

    public static final Container HOST = ofId("host");

    static Container ofId(String fullId) {
        String id = fullId.length() > SHORT_ID ? fullId.substring(0, SHORT_ID) : fullId;
        return new Container(bytes(id), bytes(fullId));
    }

    public boolean isHost() {
        return this == HOST;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
