// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of users and groups as containers know them. What is in a container may be hostile, so
 * files are read by a thread of its own, which is not waited for long: between a look at a file and
 * its opening it can become a pipe that nobody writes to. One thread only.
 */
final class ContainerAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerAccounts.class);

    /** Containers whose names are kept: 256 times two files at most. */
    private static final int MAX_CONTAINERS = 256;

    /** Names are asked for again after so long: users come and go in a container, too. */
    private static final long GOOD_FOR_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE_MILLIS = 200;

    private final UserNames host;
    private final Reading files;
    private final LongSupplier clock;
    private final Map<Container, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Container, Known> eldest) {
                    return size() > MAX_CONTAINERS;
                }
            };
    private final ThreadPoolExecutor reader =
            new ThreadPoolExecutor(
                    1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), this::readerThread);

    /** Reads what the files of a container name. */
    @FunctionalInterface
    interface Reading {
        /**
         * @param pid of a process in the container
         * @throws IOException if the process is gone or not in the container's root
         */
        UserNames of(long pid) throws IOException;
    }

    /**
     * Names and when they were asked for.
     *
     * @param late the reading that was not waited for longer; null if none is under way
     */
    private record Known(UserNames names, long nanos, Future<UserNames> late) {
        Known(UserNames names, long nanos) {
            this(names, nanos, null);
        }
    }

    /**
     * @param host names of who is not in a root of its own
     * @param clock ns, of which only differences count
     */
    ContainerAccounts(UserNames host, Reading files, LongSupplier clock) {
        this.host = host;
        this.files = files;
        this.clock = clock;
        this.reader.allowCoreThreadTimeOut(true);
    }

    /** The names in a container, of which the thread is one. */
    UserNames of(ThreadEntry thread) {
        Known before = known.get(thread.container);
        long now = clock.getAsLong();
        if (before != null && before.late != null) {
            return before.late.isDone()
                    ? taken(before.late, thread.container, before, now)
                    : before.names;
        }
        if (before != null && now - before.nanos < GOOD_FOR_NANOS) {
            return before.names;
        }
        return read(thread, before, now);
    }

    private UserNames taken(
            Future<UserNames> reading, Container container, Known before, long now) {
        try {
            UserNames names = reading.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            known.put(container, new Known(names, now));
            return names;
        } catch (TimeoutException stuck) {
            unread(container);
            // What is asked later does not wait for it again.
            UserNames names = before == null ? new UserNames() : before.names;
            known.put(container, new Known(names, now, reading));
            return names;
        } catch (ExecutionException gone) {
            return meanwhile(container, before, now);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return meanwhile(container, before, now);
        }
    }

    private UserNames meanwhile(Container container, Known before, long now) {
        // The process is gone, or not in its own root yet: another one may tell soon.
        UserNames names = before == null ? host : before.names;
        known.put(container, new Known(names, now - GOOD_FOR_NANOS + RETRY_NANOS));
        return names;
    }

    private UserNames read(ThreadEntry thread, Known before, long now) {
        long pid = thread.pid;
        try {
            Future<UserNames> reading = reader.submit(() -> files.of(pid));
            return taken(reading, thread.container, before, now);
        } catch (RejectedExecutionException stuck) {
            unread(thread.container);
            // Kept, so that it is not asked for at every event.
            UserNames names = before == null ? new UserNames() : before.names;
            known.put(thread.container, new Known(names, now));
            return names;
        }
    }

    private static void unread(Container container) {
        LOG.warn(
                "event=container_users_unread container={} reason=\"its files cannot be read in"
                        + " time\"",
                new String(container.id(), StandardCharsets.ISO_8859_1));
    }

    private Thread readerThread(Runnable task) {
        Thread thread = new Thread(task, "saker-container-users");
        thread.setDaemon(true);
        return thread;
    }
}
