// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker capture record|info|print}. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = "Make recordings (.scap) and look into them.",
        synopsisSubcommandLabel = "record|info|print")
public final class CaptureCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: record, info or print");
    }
}
