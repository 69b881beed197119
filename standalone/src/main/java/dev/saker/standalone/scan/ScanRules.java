// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.rules.Capture;
import dev.saker.rules.CompilerOptions;

/** How rules are compiled for recordings. */
public final class ScanRules {
    private ScanRules() {}

    /**
     * Any event can be in a recording, whatever the probe of this version sees. As by Falco's
     * default, every alert says in which container it arose.
     */
    public static CompilerOptions options() {
        return forRecordings(CompilerOptions.defaults().withSuggestedOutput(true));
    }

    /** For events of recordings that are on their way through the pipeline. */
    public static CompilerOptions forRecordedEvents(CompilerOptions options) {
        return options.withCapture(Capture.ofRecordedEvents());
    }

    public static CompilerOptions forRecordings(CompilerOptions options) {
        return options.withCapture(Capture.ofRecordings());
    }
}
