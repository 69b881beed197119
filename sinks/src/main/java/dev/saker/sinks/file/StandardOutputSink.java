// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks.file;

import dev.saker.schemas.Alert;
import dev.saker.sinks.AlertForm;
import dev.saker.sinks.AlertSink;
import dev.saker.sinks.Outcome;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One line an alert on standard output. Past System.out, which swallows errors: a pipe whose reader
 * has gone is a receiver that is down, and one whose reader does not read is one that hangs.
 */
public final class StandardOutputSink implements AlertSink {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final OutputStream out;
    private final AlertForm form;
    private final Duration limit;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "saker-sink-stdout");
                        thread.setDaemon(true);
                        return thread;
                    });
    private Writing writing;

    /** A line on its way, which cannot be taken back: half of it may be in the pipe. */
    private record Writing(String alertId, Future<?> done) {}

    public StandardOutputSink(AlertForm form) {
        this(new FileOutputStream(FileDescriptor.out), form, LIMIT);
    }

    StandardOutputSink(OutputStream out, AlertForm form, Duration limit) {
        this.out = out;
        this.form = form;
        this.limit = limit;
    }

    @Override
    public synchronized Outcome deliver(Alert alert) throws InterruptedException {
        // The next try of the alert that hangs waits on for its line; another's lines up behind it.
        if (writing == null || !writing.alertId().equals(alert.alertId())) {
            byte[] line = form.lineBytes(alert);
            writing = new Writing(alert.alertId(), writer.submit(() -> write(line)));
        }
        try {
            writing.done().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            writing = null;
            return Outcome.DELIVERED;
        } catch (TimeoutException e) {
            return Outcome.retry("nobody reads standard output");
        } catch (ExecutionException e) {
            writing = null;
            String said = e.getCause().getMessage();
            return Outcome.retry("cannot write to standard output: " + said);
        }
    }

    /** Standard output belongs to the process. */
    @Override
    public void close() {
        writer.shutdownNow();
    }

    private Void write(byte[] line) throws IOException {
        out.write(line);
        out.flush();
        return null;
    }

    @Override
    public String toString() {
        return "standard output, " + form;
    }
}
