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

/**
 * One line an alert on standard output. Past System.out, which swallows errors: a pipe whose reader
 * has gone is a receiver that is down.
 */
public final class StandardOutputSink implements AlertSink {

    private final OutputStream out;
    private final AlertForm form;

    public StandardOutputSink(AlertForm form) {
        this(new FileOutputStream(FileDescriptor.out), form);
    }

    StandardOutputSink(OutputStream out, AlertForm form) {
        this.out = out;
        this.form = form;
    }

    @Override
    public synchronized Outcome deliver(Alert alert) {
        try {
            out.write(form.lineBytes(alert));
            out.flush();
            return Outcome.DELIVERED;
        } catch (IOException e) {
            return Outcome.retry("cannot write to standard output: " + e.getMessage());
        }
    }

    /** Standard output belongs to the process. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "standard output, " + form;
    }
}
