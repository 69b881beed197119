// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.probe.Probe;
import dev.saker.rules.Capture;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Priority;
import java.util.List;
import picocli.CommandLine.Option;

/** How the commands that compile rules do it: for what the probe of this version can see. */
final class CompilerFlags {

    @Option(
            names = "--strict",
            description = "A rule that needs what is not captured is an error, not inactive.")
    private boolean strict;

    @Option(
            names = "--strict-falco",
            description = "Falco's behaviour also where it is probably a mistake.")
    private boolean strictFalco;

    @Option(
            names = "--priority",
            paramLabel = "PRIORITY",
            defaultValue = "debug",
            description = "Leave out rules less grave than this (default: ${DEFAULT-VALUE}).")
    private Priority priority;

    @Option(
            names = "--no-suggested-output",
            description =
                    "Do not put container, image and pod behind every output, as Falco does by"
                            + " default.")
    private boolean noSuggestedOutput;

    boolean strict() {
        return strict;
    }

    boolean strictFalco() {
        return strictFalco;
    }

    CompilerOptions options() {
        return ofThisVersion()
                .withStrict(strict)
                .withStrictFalco(strictFalco)
                .withMinPriority(priority)
                .withSuggestedOutput(!noSuggestedOutput);
    }

    /** For who gives no flags. */
    static CompilerOptions ofThisVersion() {
        return CompilerOptions.defaults()
                .withCapture(Capture.ofEvents(Probe.supportedEvents()))
                // Who only checks asks nobody: what a name stands for is found out at push.
                .withHosts(name -> List.of());
    }
}
