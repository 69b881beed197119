// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.up;

import dev.saker.standalone.command.Printable;
import java.io.PrintStream;

/** What the pipeline says about itself, on standard error: standard output is for alerts. */
final class Speech {

    private final PrintStream err;

    Speech(PrintStream err) {
        this.err = err;
    }

    void say(String text) {
        Printable.text(text).lines().forEach(line -> err.println("saker: " + line));
        err.flush();
    }
}
