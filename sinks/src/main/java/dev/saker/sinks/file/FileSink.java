// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.file;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertForm;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One line an alert at the end of a file, which is put aside when it is full. A line is in the file
 * whole or not at all: one that a full disk cut off is taken back, and one that a killed process
 * left is closed with a line end before the next.
 */
public final class FileSink implements AlertSink {

    private static final int MEGABYTE = 1 << 20;

    private final Path path;
    private final AlertForm form;
    private final long maxBytes;
    private final int keep;
    private final boolean sync;
    private FileChannel channel;
    private long length;

    public FileSink(FileOptions options) {
        this(options, (long) options.maxMegabytes() * MEGABYTE);
    }

    /** For tests, which cannot wait for megabytes. */
    FileSink(FileOptions options, long maxBytes) {
        this.path = Path.of(options.path()).toAbsolutePath();
        this.form = options.form();
        this.maxBytes = maxBytes;
        this.keep = options.keep();
        this.sync = options.sync();
    }

    @Override
    public synchronized Outcome deliver(Alert alert) {
        byte[] line = form.lineBytes(alert);
        try {
            open();
            if (maxBytes > 0 && length > 0 && length + line.length > maxBytes) {
                rotate();
            }
            append(line);
            return Outcome.DELIVERED;
        } catch (IOException e) {
            close();
            return Outcome.retry("cannot write to " + path + ": " + e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Every line that counts as delivered has been written before.
            length = 0;
        }
        channel = null;
    }

    private void open() throws IOException {
        if (channel != null && Files.exists(path)) {
            return;
        }
        close(); // somebody took the file away: what we hold open is nobody's
        channel = FileChannel.open(path, CREATE, READ, WRITE);
        length = channel.size();
        if (length > 0 && lastByte() != '\n') {
            append(new byte[] {'\n'});
        }
    }

    private byte lastByte() throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, length - 1);
        return last.get(0);
    }

    private void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, length + buffer.position());
            }
            if (sync) {
                channel.force(false);
            }
        } catch (IOException e) {
            channel.truncate(length);
            throw e;
        }
        length += bytes.length;
    }

    private void rotate() throws IOException {
        close();
        for (int i = keep - 1; i >= 1; i--) {
            if (Files.exists(aside(i))) {
                Files.move(aside(i), aside(i + 1), REPLACE_EXISTING);
            }
        }
        Files.move(path, aside(1), REPLACE_EXISTING);
        open();
    }

    private Path aside(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    @Override
    public String toString() {
        return "file " + path + ", " + form;
    }
}
