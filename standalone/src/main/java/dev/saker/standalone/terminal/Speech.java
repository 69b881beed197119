// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.terminal;

import java.io.PrintStream;

/** What the pipeline says about itself, on standard error: standard output is for alerts. */
public final class Speech {

    private final PrintStream err;

    public Speech(PrintStream err) {
        this.err = err;
    }

    public void say(String text) {
        Printable.text(text).lines().forEach(line -> err.println("saker: " + line));
        err.flush();
    }
}
