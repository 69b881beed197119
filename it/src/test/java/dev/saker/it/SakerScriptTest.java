// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The front door on hosts that lack things: a copy of ./saker where nothing is built, in a folder
 * with a blank in its name, with a PATH from which tools were left out.
 */
final class SakerScriptTest {
    private static final List<String> BASICS =
            List.of(
                    "bash",
                    "cat",
                    "cut",
                    "dirname",
                    "env",
                    "find",
                    "mkdir",
                    "printf",
                    "readlink",
                    "sed",
                    "sha256sum",
                    "sort");

    @TempDir Path directory;
    private Path script;
    private Path tools;

    @BeforeEach
    void copyScript() throws IOException {
        Path home = Files.createDirectory(directory.resolve("a copy"));
        script = Files.copy(Host.root().resolve("saker"), home.resolve("saker"));
        script.toFile().setExecutable(true);
        tools = Files.createDirectory(directory.resolve("tools"));
    }

    @Test
    void help_beforeAnythingIsBuilt_needsNothing() throws IOException {
        Command command = saker(BASICS, "--help");

        assertThat(command.status()).isZero();
        assertThat(command.output()).startsWith("usage: ./saker up");
    }

    @Test
    void noInstall_onABareHost_saysHowToInstallAndEnds() throws IOException {
        Command command = saker(BASICS, "up", "--no-install");

        assertThat(command.status()).isEqualTo(1);
        assertThat(command.output())
                .contains("saker: this host lacks ")
                .contains(" maven clang gcc");
    }

    @Test
    void start_withoutApt_namesWhatIsMissing() throws IOException {
        Command command = saker(BASICS, "up");

        assertThat(command.status()).isEqualTo(1);
        assertThat(command.output()).contains("no apt-get here: install the like of these");
    }

    @Test
    void noInstall_whereAptIs_givesTheCommand() throws IOException {
        offer("apt-get", "/bin/true");

        Command command = saker(BASICS, "up", "--no-install");

        assertThat(command.status()).isEqualTo(1);
        assertThat(command.output())
                .contains("as root:")
                .containsPattern("apt-get install --no-install-recommends .*maven clang gcc");
    }

    @Test
    void verify_withAnUnknownArgument_isAUsageError() throws IOException {
        Command command = saker(BASICS, "verify", "--lnog");

        assertThat(command.status()).isEqualTo(2);
        assertThat(command.output()).contains("unknown argument of verify: --lnog");
    }

    @Test
    void script_calledThroughALink_findsItsOwnFolder() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), script);
        offer(BASICS);

        Command command = Command.run(List.of(link.toString(), "verify", "--bad"), path());

        assertThat(command.status()).isEqualTo(2);
    }

    private Command saker(List<String> available, String... arguments) throws IOException {
        offer(available);
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        return Command.run(command, path());
    }

    private Map<String, String> path() {
        return Map.of("PATH", tools.toString(), "JAVA_HOME", directory.toString());
    }

    /** Not links: JUnit warns of each that leads out of its folder. */
    private void offer(List<String> names) throws IOException {
        for (String name : names) {
            String tool = Command.run(List.of("which", name)).orThrow().output().strip();
            offer(name, tool);
        }
    }

    private void offer(String name, String tool) throws IOException {
        Path wrapper = tools.resolve(name);
        Files.writeString(wrapper, "#!/bin/sh\nexec " + tool + " \"$@\"\n");
        wrapper.toFile().setExecutable(true);
    }
}
