// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code saker rules}. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description =
                "Check and explain rules files, or give them to the detection job; list what rules"
                        + " can name.",
        synopsisSubcommandLabel =
                "check|explain|fields|events|plan|push|status|rollback|import-falco-config|import-sigma")
public final class RulesCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: check, explain, fields, events, plan, push, status, rollback, import-falco-config or import-sigma");
    }
}
