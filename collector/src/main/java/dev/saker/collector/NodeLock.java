// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One collector per node: two would publish every event twice, under the same identity. The kernel
 * gives the lock back when the process ends, killed or not; the file stays and means nothing.
 */
final class NodeLock {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLock.class);

    /** Kept: a channel that nobody refers to is closed with the next garbage, and its lock goes. */
    private static final List<FileLock> HELD = new CopyOnWriteArrayList<>();

    private NodeLock() {}

    /** Somebody else has it. */
    static final class LockException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LockException(String message) {
            super(message);
        }
    }

    /**
     * Takes the lock until this process ends; where there can be none, says so and goes on.
     *
     * @throws LockException if another collector has it
     */
    static void take(Path file) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            FileChannel channel =
                    FileChannel.open(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw held(file);
            }
            HELD.add(lock);
        } catch (OverlappingFileLockException ours) {
            throw held(file);
        } catch (IOException unusable) {
            // In a container without a writable /run: what started it sees to there being one.
            LOG.warn("event=no_node_lock file={} reason=\"{}\"", file, unusable.toString());
        }
    }

    private static LockException held(Path file) {
        return new LockException(
                "another collector watches this host: it holds "
                        + file
                        + "; stop it, or set lock to another file if this one publishes elsewhere");
    }
}
