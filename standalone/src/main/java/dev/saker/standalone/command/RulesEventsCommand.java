// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.probe.Probe;
import dev.saker.rules.describe.EventList;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code saker rules events}: every event type, and whether our probe sends it. */
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "List the event types that rules can name, and which of them are captured.")
public final class RulesEventsCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, markdown or json (default: ${DEFAULT-VALUE}).")
    private ListForm form;

    @Override
    public void run() {
        EventList events = EventList.of(Probe.supportedEvents());
        PrintWriter out = spec.commandLine().getOut();
        switch (form) {
            case TEXT -> out.print(events.text());
            case MARKDOWN -> out.print(events.markdown());
            case JSON -> out.println(events.json());
        }
        out.flush();
    }
}
