// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.Alert;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.FalcoText;
import dev.saker.standalone.alert.AlertDiff;
import dev.saker.standalone.alert.AlertDiffText;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Which rules to hold history against, and how to tell what they found. */
final class RunOptions {

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules file; repeat for several. Without it, the rules we ship.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = "--match",
            paramLabel = "first|all",
            defaultValue = "all",
            description =
                    "Report the first rule that matches an event, or every one (default:"
                            + " ${DEFAULT-VALUE}).")
    private MatchMode match;

    @Option(names = "--json", description = "Alerts as Falco's JSON, one object a line.")
    private boolean json;

    @Option(
            names = "--diff",
            arity = "2",
            paramLabel = "RULES",
            description = {
                "Two rules files or folders: tell what the second raises otherwise than the first."
                        + " Files of --rules stand before both.",
                "Status 1 when there is a difference. With --json one object."
            })
    private List<Path> diff;

    List<Path> rules() {
        return rules;
    }

    /** Whether two rule sets are to be held against each other. */
    boolean isDiff() {
        return diff != null;
    }

    /** The files of both, in the order in which they are loaded. */
    List<List<Path>> diffRules() {
        return diff.stream()
                .map(one -> Stream.concat(rules.stream(), Stream.of(one)).toList())
                .toList();
    }

    /** Prints a difference; the status of the command. */
    int print(AlertDiff difference, PrintWriter out, PrintWriter err) throws IOException {
        out.print(
                json
                        ? AlertDiffText.json(difference) + "\n"
                        : Printable.text(AlertDiffText.lines(difference)));
        out.flush();
        err.print(Printable.text(AlertDiffText.table(difference)));
        err.flush();
        return difference.changes().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    MatchMode match() {
        return match;
    }

    String line(Alert alert) {
        return json ? FalcoJson.line(alert) : FalcoText.line(alert);
    }
}
