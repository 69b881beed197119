// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.collector.recording.Replay;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.output.OutputLine;
import dev.saker.scap.file.RecordingReader;
import java.io.IOException;
import java.util.function.Consumer;

/** The output of one rule for every event that it matches. Used once. */
public final class EventPrinter implements MatchHandler {
    private final RecordedMatching matching;
    private final OutputLine output;
    private final Consumer<String> lines;

    /**
     * @param rules one, active
     * @param lines is given the lines in the order of their events
     */
    public EventPrinter(RuleSet rules, Consumer<String> lines) {
        this.matching = new RecordedMatching(rules, MatchMode.FIRST, false, this);
        this.output = new OutputLine(rules.rules().get(0).output());
        this.lines = lines;
    }

    /**
     * Prints to the end of the recording.
     *
     * @throws dev.saker.scap.file.RecordingException at the first damage; the events before it have
     *     been printed
     */
    public void run(RecordingReader recording) throws IOException {
        new Replay(matching).run(recording);
    }

    @Override
    public void onMatch(Rule rule, EventView event) {
        lines.accept(output.of(event));
    }

    /** What nobody recorded is no reason to print. */
    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView event) {}
}
