// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.schemas.FdType;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The open descriptors of one process. Pages of 64, since the kernel hands out the lowest free
 * number and nearly every process fits one page; a fork copies the pages. One thread only.
 */
public final class FdTable {
    private static final int PAGE_BITS = 6;
    private static final int PAGE = 1 << PAGE_BITS;

    /**
     * The kernel's default ceiling (fs.nr_open). Higher numbers, if anyone allows them, are
     * unknown.
     */
    static final long MAX_FD = 1 << 20;

    private FdEntry[][] pages = new FdEntry[1][];
    private int size;

    public int size() {
        return size;
    }

    /** The entry, or null: also for numbers that no descriptor can have. */
    public FdEntry get(long fd) {
        if (fd < 0 || fd >= (long) pages.length << PAGE_BITS) {
            return null;
        }
        FdEntry[] page = pages[(int) fd >> PAGE_BITS];
        return page == null ? null : page[(int) fd & PAGE - 1];
    }

    /** The types of the open descriptors: bit n for the type with ordinal n. */
    public int types() {
        int types = 0;
        for (FdEntry[] page : pages) {
            for (int at = 0; page != null && at < PAGE; at++) {
                types |= page[at] == null ? 0 : 1 << page[at].type().ordinal();
            }
        }
        return types;
    }

    /** Whether an IPv4 socket has the port at the server's end; 0 is that of one without ends. */
    boolean anyServes(int port) {
        return any(
                fd ->
                        fd.type() == FdType.IPV4_SERVER && fd.socket().serverPort() == port
                                || isFlow(fd) && fd.socket().serverPort() == port);
    }

    /** Whether an IPv4 connection has the port at the client's end. */
    boolean anyCallsFrom(int port) {
        return any(fd -> isFlow(fd) && fd.socket().clientPort() == port);
    }

    private static boolean isFlow(FdEntry fd) {
        return fd.type() == FdType.IPV4 && fd.socket() != null;
    }

    private boolean any(Predicate<FdEntry> wanted) {
        for (FdEntry[] page : pages) {
            for (int at = 0; page != null && at < PAGE; at++) {
                if (page[at] != null && wanted.test(page[at])) {
                    return true;
                }
            }
        }
        return false;
    }

    void forEach(BiConsumer<Long, FdEntry> visitor) {
        for (int index = 0; index < pages.length; index++) {
            for (int at = 0; pages[index] != null && at < PAGE; at++) {
                if (pages[index][at] != null) {
                    visitor.accept(((long) index << PAGE_BITS) + at, pages[index][at]);
                }
            }
        }
    }

    void put(long fd, FdEntry entry) {
        if (fd < 0 || fd >= MAX_FD) {
            return;
        }
        int index = (int) fd >> PAGE_BITS;
        if (index >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(index + 1, pages.length * 2));
        }
        if (pages[index] == null) {
            pages[index] = new FdEntry[PAGE];
        }
        int within = (int) fd & PAGE - 1;
        if (pages[index][within] == null) {
            size++;
        }
        pages[index][within] = entry;
    }

    void remove(long fd) {
        if (get(fd) != null) {
            pages[(int) fd >> PAGE_BITS][(int) fd & PAGE - 1] = null;
            size--;
        }
    }

    FdTable copy() {
        FdTable copy = new FdTable();
        copy.pages = new FdEntry[pages.length][];
        for (int index = 0; index < pages.length; index++) {
            copy.pages[index] = pages[index] == null ? null : pages[index].clone();
        }
        copy.size = size;
        return copy;
    }

    void clear() {
        pages = new FdEntry[1][];
        size = 0;
    }

    void removeCloseOnExec() {
        for (FdEntry[] page : pages) {
            for (int at = 0; page != null && at < PAGE; at++) {
                if (page[at] != null && page[at].isCloseOnExec()) {
                    page[at] = null;
                    size--;
                }
            }
        }
    }

    void removeRange(long first, long last) {
        long end = lastIn(last);
        for (long fd = Math.max(first, 0); fd <= end; fd++) {
            remove(fd);
        }
    }

    void closeRangeOnExec(long first, long last) {
        long end = lastIn(last);
        for (long fd = Math.max(first, 0); fd <= end; fd++) {
            FdEntry entry = get(fd);
            if (entry != null) {
                put(fd, entry.withCloseOnExec(true));
            }
        }
    }

    private long lastIn(long last) {
        return Math.min(last, ((long) pages.length << PAGE_BITS) - 1);
    }
}
