// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.ArrayList;
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
     * @throws IllegalArgumentException with file and line, if a line names no field or none does
     */
    public static FieldRow columns(Path file) throws IOException {
        List<String> lines = new String(Files.readAllBytes(file), UTF_8).lines().toList();
        List<String> names = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            String name = lines.get(at).strip();
            if (!name.isEmpty() && !name.startsWith("#")) {
                check(name, file + ":" + (at + 1));
                names.add(name);
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(file + " names no field");
        }
        return new FieldRow(names);
    }

    private static void check(String name, String place) {
        try {
            new FieldRow(List.of(name));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(place + ": " + wrong.getMessage(), wrong);
        }
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
