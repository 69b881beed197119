// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.ContainerMetadata;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Everything the collector knows of its host: threads with their descriptors, users, containers. A
 * function of the host's events in their order, begun with what /proc says. One thread only.
 */
public final class HostState {
    private static final String DELETED = " (deleted)";

    private final ByteStrings strings = new ByteStrings();
    private final StringLists lists = new StringLists();

    /** Apart, so that arguments do not crowd out the few lists that answers are kept by. */
    private final StringLists groupLists = new StringLists();

    private final Paths paths = new Paths(strings);
    private final FileEntries files = new FileEntries(paths);
    private final RecentExits exits = new RecentExits();
    private final ThreadTable threads;
    private final Containers containers;
    private final Users users;
    private final ThreadLookup lookup;
    private final LocalAddresses addresses = new LocalAddresses();
    private long bootTime;
    private boolean strictFalco;
    private long unknownThreads;
    private final ContextNumbers contexts = new ContextNumbers();

    /**
     * @param bootTime when the host was booted, ns since the epoch
     */
    public HostState(
            int threadCapacity,
            ContainerPatterns patterns,
            Users users,
            ThreadLookup lookup,
            long bootTime) {
        this.threads = new ThreadTable(threadCapacity);
        this.containers = new Containers(patterns);
        this.users = users;
        this.lookup = lookup;
        this.bootTime = bootTime;
    }

    public ByteStrings strings() {
        return strings;
    }

    public StringLists lists() {
        return lists;
    }

    StringLists groupLists() {
        return groupLists;
    }

    public Paths paths() {
        return paths;
    }

    FileEntries files() {
        return files;
    }

    /**
     * The file that a relative or absolute path names, as the entry of somebody who had just opened
     * it would: for an open that failed.
     */
    public FdEntry fileAt(byte[] base, byte[] source, int offset, int length) {
        return files.of(base, source, offset, length);
    }

    public ThreadTable threads() {
        return threads;
    }

    public Containers containers() {
        return containers;
    }

    /** A runtime has answered a question about a container. */
    public Container containerTold(String fullId, ContainerMetadata metadata) {
        Container container = containers.tell(fullId, metadata);
        contextChanged();
        return container;
    }

    /** No runtime is going to answer soon. */
    public void containerUnanswered(String fullId) {
        containers.asked(fullId).ifPresent(Container::stopWaiting);
    }

    public Users users() {
        return users;
    }

    /** The host's own; empty until somebody reads or tells them. */
    public LocalAddresses addresses() {
        return addresses;
    }

    /** Whether what Falco keeps by mistake is kept so here, too. */
    boolean isStrictFalco() {
        return strictFalco;
    }

    /** To be said before the first event. */
    void strictFalco(boolean strict) {
        strictFalco = strict;
        addresses.exactly(strict);
    }

    /** ns since the epoch. */
    public long bootTime() {
        return bootTime;
    }

    void bootedAt(long time) {
        bootTime = time;
    }

    /**
     * Another number after anything has changed that is told of a process, its container, its user
     * or its ancestors. What descriptors are is no part of that: they change with most events.
     */
    public long contextVersion() {
        return contexts.version();
    }

    /**
     * Stands for what is told of a thread, its container, its user and its ancestors: while that
     * stays as it is, so does the number, and no other thread ever has it. Never 0.
     */
    public long contextNumber(ThreadEntry thread) {
        return contexts.of(thread);
    }

    /** Whoever has changed says so himself: {@link ThreadEntry#changed}. */
    void threadsChanged() {
        contexts.someChanged();
    }

    void contextChanged() {
        contexts.allChanged();
    }

    /** What a relative path that is given with a directory's descriptor starts from. */
    public byte[] directoryOf(ThreadEntry thread, long dirfd) {
        return FileEvents.directoryOf(paths, thread, dirfd);
    }

    /**
     * The thread's entry; one made from /proc if events never told of it; a placeholder if /proc
     * does not know it (any more); null if the table is full.
     */
    ThreadEntry threadOrLookup(long tid, long time) {
        ThreadEntry known = threads.get(tid);
        if (known != null) {
            return known;
        }
        if (tid <= 0) {
            return null; // the idle task and what has no parent
        }
        if (threads.isFull()) {
            threads.refuse();
            return null;
        }
        ThreadEntry found = lookup.find(tid, this, time);
        if (found == null) {
            unknownThreads++;
        }
        ThreadEntry entry = found == null ? ThreadEntry.placeholder(tid) : found;
        entry.lastSeen = time;
        threads.add(entry);
        threadsChanged();
        return entry;
    }

    /** How many threads made events that neither an event nor /proc told of. */
    public long unknownThreads() {
        return unknownThreads;
    }

    /**
     * Removes threads that are gone though no event said so. Called once a second it looks at each
     * entry once in the given time. Whatever else was read anew meanwhile (users) counts from here.
     */
    public void purge(long seconds, long now, LongPredicate alive) {
        int slots = (int) (threads.slots() / seconds) + 1;
        threads.purge(slots, now - TimeUnit.SECONDS.toNanos(seconds), alive);
        contextChanged();
    }

    void exited(ThreadEntry thread, long time) {
        exits.add(thread.tid, thread.ptid, time);
    }

    boolean hasExited(long tid, long parentTid, long time) {
        return exits.contains(tid, parentTid, time);
    }

    /** Length of a path without the mark the kernel puts behind the name of a removed file. */
    static int lengthWithoutDeleted(byte[] path, int length) {
        int start = length - DELETED.length();
        for (int at = 0; at < DELETED.length() && start > 0; at++) {
            if (path[start + at] != DELETED.charAt(at)) {
                return length;
            }
        }
        return start <= 0 ? length : start;
    }
}
