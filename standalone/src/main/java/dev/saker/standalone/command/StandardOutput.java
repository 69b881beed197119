// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * Where a command prints what it was asked for. Java's writers keep to themselves that a disk is
 * full or that nobody reads any more; here the command ends with that.
 */
final class StandardOutput {
    private static final int LINES_BETWEEN_LOOKS = 256;

    private final PrintWriter out;
    private int lines;

    StandardOutput(PrintWriter out) {
        this.out = out;
    }

    /**
     * @throws Failure if what was printed before did not arrive
     */
    void println(String line) {
        out.println(line);
        lines++;
        if (lines % LINES_BETWEEN_LOOKS == 0) {
            finish();
        }
    }

    void flush() {
        out.flush();
    }

    /**
     * To be called at the end.
     *
     * @throws Failure if not everything arrived
     */
    void finish() {
        if (out.checkError() || System.out.checkError()) {
            throw new Failure("cannot write to standard output: " + reason());
        }
    }

    /** The writers know only that there was one. */
    @SuppressWarnings("resource") // not this object's to close
    private static String reason() {
        try {
            new FileOutputStream(FileDescriptor.out).write('\n');
            return "something of it is lost";
        } catch (IOException again) {
            return again.getMessage();
        }
    }
}
