// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.match.MatchMode;
import dev.saker.schemas.Alert;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.FalcoText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    List<Path> rules() {
        return rules;
    }

    MatchMode match() {
        return match;
    }

    String line(Alert alert) {
        return json ? FalcoJson.line(alert) : FalcoText.line(alert);
    }
}
