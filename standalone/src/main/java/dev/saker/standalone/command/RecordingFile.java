// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.scap.file.RecordingReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Recordings that commands are given. */
final class RecordingFile {
    private static final Path STANDARD_INPUT = Path.of("-");

    private RecordingFile() {}

    /** Opens one, or says in words why it cannot be; a dash stands for standard input. */
    static RecordingReader open(Path given) {
        Path file = given.equals(STANDARD_INPUT) ? Path.of("/dev/stdin") : given;
        if (Files.isDirectory(file)) {
            throw new Failure("not a recording but a folder: " + file);
        }
        try {
            return RecordingReader.open(file);
        } catch (NoSuchFileException missing) {
            throw new Failure("no such recording: " + file, missing);
        } catch (AccessDeniedException denied) {
            throw new Failure("no permission to read recording " + file, denied);
        } catch (IOException unreadable) {
            throw new Failure(
                    "cannot read recording " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }
}
