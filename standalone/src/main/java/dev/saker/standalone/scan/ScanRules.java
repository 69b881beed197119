// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.rules.Capture;
import dev.saker.rules.CompilerOptions;
import java.util.BitSet;

/** How rules are compiled for recordings. */
public final class ScanRules {
    private ScanRules() {}

    /** Any event can be in a recording, whatever the probe of this version sees. */
    public static CompilerOptions options() {
        return forRecordings(CompilerOptions.defaults());
    }

    public static CompilerOptions forRecordings(CompilerOptions options) {
        return options.withCapture(Capture.ofEvents(new BitSet()));
    }
}
