// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.rules.output.OutputLine;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.SyscallEventSource;
import java.io.IOException;
import java.util.function.Consumer;

/** The output of one rule for every event that it matches. Used once. */
public final class EventPrinter implements ReplayHandler, MatchHandler {
    private final Matcher matcher;
    private final OutputLine output;
    private final Consumer<String> lines;
    private SyscallEventView view;

    /**
     * @param rules one, active
     * @param lines is given the lines in the order of their events
     */
    public EventPrinter(RuleSet rules, Consumer<String> lines) {
        this.matcher = new Matcher(rules, MatchMode.FIRST);
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
        new Replay(this).run(recording);
    }

    @Override
    public void onBegin(SyscallEventSource source) {
        view = new SyscallEventView(source);
    }

    @Override
    public void onEvent() {
        if (matcher.watches(view.type())) {
            view.reset();
            matcher.match(view, this);
        }
    }

    @Override
    public void onMatch(Rule rule, EventView event) {
        lines.accept(output.of(event));
    }

    /** What nobody recorded is no reason to print. */
    @Override
    public void onUnknown(Rule rule, FieldRef field, EventView event) {}
}
