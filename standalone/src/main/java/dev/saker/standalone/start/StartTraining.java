// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.start;

import dev.saker.standalone.SakerCommand;
import dev.saker.standalone.scan.SampleRecording;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands that are over soon, one after the other, so that an archive of classes made at
 * its end holds what their starts need.
 *
 * <p>Arguments: a folder, for a small recording and rules of all kinds.
 */
public final class StartTraining {
    private static final String RULES = "training_rules.yaml";

    private StartTraining() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String recording = folder.resolve("sample.scap").toString();
        SampleRecording.main(new String[] {recording});
        String rules = folder.resolve(RULES).toString();
        try (InputStream stream = StartTraining.class.getResourceAsStream(RULES)) {
            Files.write(Path.of(rules), stream.readAllBytes());
        }
        List<String[]> commands =
                List.of(
                        words("scan", "--capture", recording, "--rules", rules),
                        words("scan", "--capture", recording, "--json"),
                        words("rules", "check", rules),
                        words("rules", "check", "--json"),
                        words("rules", "explain", rules),
                        words("rules", "fields"),
                        words("rules", "events"),
                        words("capture", "info", recording),
                        words("capture", "print", recording, "-f", "evt.type = connect"),
                        words("version"),
                        words("scan", "--help"),
                        words("--help"));
        StartAhead.of(commands.get(0)).ifPresent(Thread::start);
        for (String[] command : commands) {
            int code = SakerCommand.commandLine(command).execute(command);
            System.err.println("training: " + String.join(" ", command) + ": " + code);
        }
    }

    private static String[] words(String... words) {
        return words;
    }
}
