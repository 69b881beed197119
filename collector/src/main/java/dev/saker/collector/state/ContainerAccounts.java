// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

    /** Names and when they were asked for. */
    private record Known(UserNames names, long nanos) {}

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
        if (before != null && now - before.nanos < GOOD_FOR_NANOS) {
            return before.names;
        }
        UserNames names = read(thread);
        if (names != null) {
            known.put(thread.container, new Known(names, now));
            return names;
        }
        // The process is gone, or not in its own root yet: another one may tell soon.
        UserNames meanwhile = before == null ? host : before.names;
        known.put(thread.container, new Known(meanwhile, now - GOOD_FOR_NANOS + RETRY_NANOS));
        return meanwhile;
    }

    private UserNames read(ThreadEntry thread) {
        Path root = proc.resolve(Long.toString(thread.pid)).resolve("root");
        try {
            Future<UserNames> reading = reader.submit(() -> readFiles(root));
            return reading.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException stuck) {
            LOG.warn(
                    "event=container_users_unread container={} reason=\"its files cannot be read"
                            + " in time\"",
                    new String(thread.container.id(), StandardCharsets.ISO_8859_1));
            return new UserNames(); // so that it is not waited for at the next event again
        } catch (ExecutionException gone) {
            return null;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** An image may have no such files: then everybody but root is without a name. */
    private UserNames readFiles(Path root) throws IOException {
        // A process that a runtime is still preparing is in its group before it is in its root.
        if (isSameFolder(root, proc.resolve("1/root"))) {
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

    private static boolean isSameFolder(Path one, Path other) throws IOException {
        Object key = Files.readAttributes(one, BasicFileAttributes.class).fileKey();
        return key != null
                && key.equals(Files.readAttributes(other, BasicFileAttributes.class).fileKey());
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
