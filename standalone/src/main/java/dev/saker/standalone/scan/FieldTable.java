// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.FalcoJson;
import dev.saker.schemas.SyscallEventSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Chosen fields of every event of a recording, as a JSON object each. Used once. */
public final class FieldTable implements ReplayHandler {
    private final FieldRow row;
    private final Consumer<String> lines;
    private final boolean strictFalco;
    private SyscallEventView view;

    /**
     * @param lines is given the objects in the order of their events
     */
    public FieldTable(FieldRow row, boolean strictFalco, Consumer<String> lines) {
        this.row = row;
        this.strictFalco = strictFalco;
        this.lines = lines;
    }

    /**
     * The fields that a file names, one a line; empty lines and those that begin with # are passed
     * over.
     *
     * @throws IllegalArgumentException with file and line, if a line names no field
     */
    public static FieldRow columns(Path file) throws IOException {
        List<String> names =
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList();
        return new FieldRow(names);
    }

    /**
     * Prints to the end of the recording.
     *
     * @throws dev.saker.scap.file.RecordingException at the first damage; the events before it have
     *     been printed
     */
    public void run(RecordingReader recording) throws IOException {
        new Replay(this, strictFalco).run(recording);
    }

    @Override
    public void onBegin(SyscallEventSource source) {
        view = new SyscallEventView(source, strictFalco);
    }

    @Override
    public void onEvent() {
        view.reset();
        lines.accept(FalcoJson.line(row.of(view)));
    }
}
