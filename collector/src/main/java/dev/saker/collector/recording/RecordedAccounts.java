// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.recording;

import dev.saker.collector.state.Container;
import dev.saker.collector.state.EventCodes;
import dev.saker.collector.state.UserNames;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedUser;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The users and groups of containers, which no list of a recording has, as the events by which
 * libsinsp says them: each once for each container and file, before the first event in that
 * container. One thread only.
 */
final class RecordedAccounts {
    /** Of a name, a folder or a shell; what is in a container may be hostile. */
    private static final int MAX_TEXT = 1024;

    /** Beyond these, all is forgotten and said again. */
    private static final int MAX_CONTAINERS = 4096;

    private static final long NO_THREAD = -1;

    private final ScapEventWriter writer = new ScapEventWriter();
    private final Map<Container, Said> said = new HashMap<>();

    /**
     * What the file says of a container.
     *
     * @param accounts the events of the names, each without its time
     */
    private record Said(UserNames names, Set<ByteBuffer> accounts) {
        static final Said NOTHING = new Said(null, Set.of());
    }

    /** A file begins, in which nothing is said yet. */
    void begin() {
        said.clear();
    }

    /**
     * Tells what is not said yet.
     *
     * @param names of the container, as they are now
     * @param events takes each event, lent until the next one
     */
    void tell(Container container, UserNames names, long time, Consumer<ByteBuffer> events) {
        Said before = said.getOrDefault(container, Said.NOTHING);
        if (before.names == names) {
            return;
        }
        if (before == Said.NOTHING && said.size() == MAX_CONTAINERS) {
            said.clear();
        }
        Set<ByteBuffer> accounts = new HashSet<>();
        said.put(container, new Said(names, accounts)); // a file that begins meanwhile forgets it
        for (RecordedGroup group : names.groups()) {
            pass(group(container, group, time), before, accounts, events);
        }
        for (RecordedUser user : names.users()) {
            pass(user(container, user, time), before, accounts, events);
        }
    }

    /** The names are read again from time to time, and then mostly the same. */
    private static void pass(
            ByteBuffer event, Said before, Set<ByteBuffer> accounts, Consumer<ByteBuffer> events) {
        byte[] bytes = new byte[event.limit() - Long.BYTES];
        event.get(Long.BYTES, bytes);
        ByteBuffer account = ByteBuffer.wrap(bytes);
        accounts.add(account);
        if (!before.accounts.contains(account)) {
            events.accept(event);
        }
    }

    private ByteBuffer user(Container container, RecordedUser user, long time) {
        return writer.begin(time, NO_THREAD, EventCodes.USER_ADDED)
                .putLong(user.uid())
                .putLong(user.gid())
                .putBytes(text(user.name()))
                .putBytes(text(user.home()))
                .putBytes(text(user.shell()))
                .putBytes(text(container.id()))
                .end();
    }

    private ByteBuffer group(Container container, RecordedGroup group, long time) {
        return writer.begin(time, NO_THREAD, EventCodes.GROUP_ADDED)
                .putLong(group.gid())
                .putBytes(text(group.name()))
                .putBytes(text(container.id()))
                .end();
    }

    /** With its closing zero byte. */
    private static byte[] text(byte... bytes) {
        int length = Math.min(bytes.length, MAX_TEXT);
        return Arrays.copyOf(Arrays.copyOf(bytes, length), length + 1);
    }
}
