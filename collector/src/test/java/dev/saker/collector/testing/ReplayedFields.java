// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.testing;

import dev.saker.collector.recording.Replay;
import dev.saker.collector.recording.ReplayHandler;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.scap.file.RecordingReader;
import dev.saker.schemas.SyscallEventSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What rules would see of a recording's events. */
public final class ReplayedFields implements ReplayHandler {
    private final FieldLookup lookup = new FieldLookup(FieldCatalog.get());
    private final Value value = new Value();
    private final Function<ReplayedFields, Optional<String>> wanted;
    private final List<String> lines = new ArrayList<>();
    private SyscallEventView view;

    private ReplayedFields(Function<ReplayedFields, Optional<String>> wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads a recording.
     *
     * @param wanted what is to be said of an event, if anything
     */
    public static List<String> lines(
            Path recording, Function<ReplayedFields, Optional<String>> wanted) throws IOException {
        ReplayedFields fields = new ReplayedFields(wanted);
        try (RecordingReader reader = RecordingReader.open(recording)) {
            new Replay(fields).run(reader);
        }
        return fields.lines;
    }

    @Override
    public void onBegin(SyscallEventSource source) {
        view = new SyscallEventView(source);
    }

    @Override
    public void onEvent() {
        view.reset();
        wanted.apply(this).ifPresent(lines::add);
    }

    /** A field of the event at hand. */
    public String text(String field) {
        view.read(
                BoundField.of(lookup.find(field, "", false, "syscall").ref().orElseThrow()), value);
        return value.toString();
    }
}
