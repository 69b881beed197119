// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.scan;

import dev.saker.standalone.scan.SampleRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Recordings to be scanned, made of an ordinary one where they are missing. */
final class Recordings {
    private static final long FIRST_TID = 1000;
    private static final int MOST_AT_ONCE = 8;

    private final Path folder;
    private final Path ordinary;
    private final Map<Path, Long> events = new HashMap<>();

    Recordings(Path folder, Path ordinary) {
        this.folder = folder;
        this.ordinary = ordinary;
    }

    Path ordinary() {
        return ordinary;
    }

    /** The ordinary one as gzip. */
    Path packed() throws IOException {
        Path packed = folder.resolve("ordinary.scap.gz");
        if (!Files.exists(packed)) {
            RecordingCopy.copy(ordinary, packed, Long.MAX_VALUE);
        }
        return packed;
    }

    /** The ordinary one's first events. */
    Path small(long most) throws IOException {
        Path small = folder.resolve("small.scap");
        if (!Files.exists(small)) {
            RecordingCopy.copy(ordinary, small, most);
        }
        return small;
    }

    Path hard() throws IOException {
        Path hard = folder.resolve("hard.scap");
        if (!Files.exists(hard)) {
            Files.writeString(deedCount(), Long.toString(HardRecording.make(ordinary, hard)));
        }
        return hard;
    }

    /** How often something forbidden is done in the hard one. */
    long deeds() throws IOException {
        return Long.parseLong(Files.readString(deedCount()));
    }

    private Path deedCount() {
        return folder.resolve("hard.deeds");
    }

    /** So many processes that live at once, each with so many files and a socket. */
    Path crowd(long processes, int files) throws IOException {
        Path crowd = folder.resolve("crowd.scap");
        if (!Files.exists(crowd)) {
            try (SampleRecording recording = new SampleRecording(crowd)) {
                for (long tid = FIRST_TID; tid < FIRST_TID + processes; tid++) {
                    recording.start(tid, tid == FIRST_TID ? 1 : FIRST_TID);
                    recording.run(tid, "/usr/bin/program-" + tid % 100);
                    recording.open(tid, files);
                    recording.connect(tid);
                }
            }
        }
        return crowd;
    }

    /** So many processes one after the other, a few at a time. */
    Path shortLives(long processes) throws IOException {
        Path lives = folder.resolve("short-lives.scap");
        if (!Files.exists(lives)) {
            try (SampleRecording recording = new SampleRecording(lives)) {
                for (long tid = FIRST_TID; tid < FIRST_TID + processes; tid++) {
                    recording.start(tid, FIRST_TID - 1);
                    recording.run(tid, "/usr/bin/program-" + tid % 100);
                    if (tid >= FIRST_TID + MOST_AT_ONCE) {
                        recording.exit(tid - MOST_AT_ONCE);
                    }
                }
            }
        }
        return lives;
    }

    /** A file of rules. */
    Path text(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** How many events a recording has. */
    long events(Path recording) throws IOException {
        Long known = events.get(recording);
        if (known == null) {
            known = RecordingCopy.count(recording);
            events.put(recording, known);
        }
        return known;
    }
}
