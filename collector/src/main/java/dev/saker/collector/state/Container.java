// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.ContainerMetadata;
import java.nio.charset.StandardCharsets;

/**
 * Where a thread runs: a container, one object for each, or the host. The arrays are not to be
 * written to.
 */
public final class Container {
    /** Falco cuts ids to this many characters. */
    private static final int SHORT_ID = 12;

    public static final Container HOST = ofId("host");

    private final byte[] id;
    private final byte[] fullId;
    private ContainerMetadata metadata;
    private boolean awaited;
    private UserNames userNames;

    private Container(byte[] id, byte[] fullId) {
        this.id = id;
        this.fullId = fullId;
    }

    static Container ofId(String fullId) {
        return new Container(bytes(shortId(fullId)), bytes(fullId));
    }

    static String shortId(String fullId) {
        return fullId.length() > SHORT_ID ? fullId.substring(0, SHORT_ID) : fullId;
    }

    public byte[] id() {
        return id;
    }

    public byte[] fullId() {
        return fullId;
    }

    public boolean isHost() {
        return this == HOST;
    }

    /** What the runtime has told; null before it has. */
    public ContainerMetadata metadata() {
        return metadata;
    }

    /** Found once; null until somebody has asked. */
    UserNames userNames() {
        return userNames;
    }

    void userNames(UserNames found) {
        userNames = found;
    }

    void tell(ContainerMetadata newMetadata) {
        metadata = newMetadata;
    }

    /** Whether runtimes are being asked about it and may answer soon. */
    public boolean isAwaited() {
        return awaited && metadata == null;
    }

    void await(boolean isAwaited) {
        awaited = isAwaited;
    }

    /** Nobody waits for it any more; an answer may come all the same. */
    public void stopWaiting() {
        awaited = false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
