// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker capture info}. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        description = "Look into recordings (.scap).",
        synopsisSubcommandLabel = "info",
        subcommands = CaptureInfoCommand.class)
public final class CaptureCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: info");
    }
}
