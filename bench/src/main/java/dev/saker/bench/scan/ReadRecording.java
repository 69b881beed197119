// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.scan;

import dev.saker.scap.ScapEvent;
import dev.saker.scap.file.RecordingHandler;
import dev.saker.scap.file.RecordingReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reader and decoder alone, as a process: says how many events a recording has. */
public final class ReadRecording implements RecordingHandler {
    private final ScapEvent event = new ScapEvent();
    private long events;

    private ReadRecording() {}

    public static void main(String[] arguments) throws IOException {
        ReadRecording counting = new ReadRecording();
        try (RecordingReader reader = RecordingReader.open(Path.of(arguments[0]))) {
            reader.readAll(counting);
        }
        System.out.println(counting.events);
    }

    @Override
    public void onEvent(ByteBuffer buffer, int offset, int length, int cpu, int flags) {
        event.wrap(buffer, offset);
        events++;
    }
}
