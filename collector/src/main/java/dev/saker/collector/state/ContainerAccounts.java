// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names of users and groups as containers know them: their own {@code /etc/passwd} and {@code
 * /etc/group}, seen through a process in them. What is in a container may be hostile, so links are
 * not followed, only so many bytes are read, and by a thread of its own, which is not waited for
 * long: between a look at a file and its opening it can become a pipe that nobody writes to. One
 * thread only.
 */
final class ContainerAccounts {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerAccounts.class);

    /** Of a file: some thousand users. What is behind it has no name. */
    private static final int MAX_BYTES = 256 << 10;

    /** Containers whose names are kept: 256 times two files at most. */
    private static final int MAX_CONTAINERS = 256;

    /** Names are asked for again after so long: users come and go in a container, too. */
    private static final long GOOD_FOR_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE_MILLIS = 200;

    private final Path proc;
    private final UserNames host;
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
     */
    ContainerAccounts(Path proc, UserNames host) {
        this.proc = proc;
        this.host = host;
        this.reader.allowCoreThreadTimeOut(true);
    }

    /** The names in a container, of which the thread is one. */
    UserNames of(ThreadEntry thread) {
        Known before = known.get(thread.container);
        long now = System.nanoTime();
        if (before != null && before.late != null && before.late.isDone()) {
            return taken(before.late, thread.container, before, now);
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
        Path root = proc.resolve(Long.toString(thread.pid)).resolve("root");
        try {
            Future<UserNames> reading = reader.submit(() -> readFiles(root));
            return taken(reading, thread.container, before, now);
        } catch (RejectedExecutionException stuck) {
            unread(thread.container);
            UserNames names = new UserNames(); // so that it is not asked for at every event
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

    /** An image may have no such files: then everybody but root is without a name. */
    private UserNames readFiles(Path root) throws IOException {
        // A process that a runtime is still preparing is in its group before it is in its root.
        if (folder(root).equals(hostsRoot())) {
            throw new IOException("the process is in the host's root");
        }
        UserNames names = new UserNames();
        Path etc = root.resolve("etc");
        if (Files.isDirectory(etc, LinkOption.NOFOLLOW_LINKS)) {
            AccountFiles.readUsers(text(etc.resolve("passwd")), names);
            AccountFiles.readGroups(text(etc.resolve("group")), names);
        }
        return names;
    }

    /** That of the first process; some hosts let nobody look there, and then our own. */
    private Object hostsRoot() throws IOException {
        try {
            return folder(proc.resolve("1/root"));
        } catch (AccessDeniedException guarded) {
            return folder(Path.of("/"));
        }
    }

    /** What tells a folder from others; every Linux has it. */
    private static Object folder(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    private Thread readerThread(Runnable task) {
        Thread thread = new Thread(task, "saker-container-users");
        thread.setDaemon(true);
        return thread;
    }
}
