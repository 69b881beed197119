// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.scap.file.RecordingException;
import dev.saker.scap.file.RecordingReader;
import dev.saker.standalone.scan.RecordingInfo;
import dev.saker.standalone.terminal.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code saker capture info}: what a recording holds. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Say where and when a recording was made and how many events of each it has.")
public final class CaptureInfoCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "The recording, plain or gzip; - is standard input.")
    private Path file;

    @Override
    public Integer call() throws IOException {
        RecordingInfo info = new RecordingInfo();
        try (RecordingReader recording = RecordingFile.open(file)) {
            try {
                recording.readAll(info);
            } finally {
                // Of a damaged recording, what is before the damage.
                if (info.hasBegun()) {
                    print(info.text(recording.counts()));
                }
            }
        } catch (RecordingException damaged) {
            throw new Failure(file + ": " + damaged.getMessage(), damaged);
        }
        new StandardOutput(spec.commandLine().getOut()).finish();
        return ExitCode.OK;
    }

    private void print(String text) {
        spec.commandLine().getOut().print(Printable.text(text));
        spec.commandLine().getOut().flush();
    }
}
