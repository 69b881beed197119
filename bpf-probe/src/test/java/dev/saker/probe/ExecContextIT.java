// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an exec tells of who executes, where it is not what every test's process has. */
class ExecContextIT {
    private static final String MARK = "saker-context";
    private static final String EXEC = "exec /usr/bin/true " + MARK;
    private static final int PAGE = 4096;
    private static final int STRINGS_OF_A_FAILURE = 64;

    @AutoClose private static LiveProbe live;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    /** The exec that the command ends in, whichever of its processes that is. */
    private static SeenEvent marked(String... command) throws Exception {
        live.forget();
        assertThat(start(command).waitFor()).isZero();
        return marked();
    }

    private static SeenEvent marked() {
        return live.seen().stream()
                .filter(event -> event.name().equals("execve"))
                .filter(event -> (MARK + "|").equals(event.params().get("args")))
                .findFirst()
                .orElseThrow();
    }

    private static Process start(String... command) throws Exception {
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void terminal_isItsDeviceNumber() throws Exception {
        live.forget();
        Process script = start("script", "-qec", "tty; " + EXEC, "/dev/null");
        Matcher terminal =
                Pattern.compile("/dev/pts/(\\d+)")
                        .matcher(new String(script.getInputStream().readAllBytes()));
        assertThat(script.waitFor()).isZero();
        assertThat(terminal.find()).isTrue();

        int minor = Integer.parseInt(terminal.group(1));
        assertThat(marked().number("tty")).isEqualTo(136 << 8 | minor & 0xff | minor >> 8 << 20);
    }

    @Test
    void loginUser_isThatOfTheProcess() throws Exception {
        String set = "echo 47114 2>/dev/null >/proc/self/loginuid";
        assumeTrue(start("sh", "-c", set).waitFor() == 0, "login user: may not be set here");

        assertThat(marked("sh", "-c", set + "; " + EXEC).number("loginuid")).isEqualTo(47_114);
    }

    @Test
    void limitOfDescriptors_isTheSoftOne() throws Exception {
        assertThat(marked("sh", "-c", "ulimit -Sn 123; " + EXEC).number("fdlimit")).isEqualTo(123);
    }

    @Test
    void inheritableCapabilities_areThoseOfTheProcess() throws Exception {
        SeenEvent event = marked("setpriv", "--inh-caps", "+kill", "sh", "-c", EXEC);

        assertThat(event.number("cap_inheritable") & 1 << 5).isNotZero();
    }

    @Test
    void groupOfProcesses_isToldAsBothNamespacesHaveIt() throws Exception {
        SeenEvent event =
                marked("unshare", "--pid", "--fork", "setsid", "--wait", "sh", "-c", EXEC);

        assertThat(event.number("vpgid")).isEqualTo(1);
        assertThat(event.number("pgid")).isEqualTo(event.tid()).isGreaterThan(1);
    }

    /** Started in a group of its own, beside this JVM's. */
    @Test
    void groupOfProcesses_ofItsOwn_isItsLeadersNumber() throws Exception {
        SeenEvent event = marked("setsid", "--wait", "sh", "-c", EXEC);

        assertThat(event.number("pgid")).isEqualTo(event.tid());
        assertThat(event.number("vpgid")).isEqualTo(event.tid());
    }

    @Test
    void failure_withMoreThanAPageOfEach_hasTheFirst4096BytesOfArgumentsAndEnvironment()
            throws Exception {
        String variable = "LONG=" + "v".repeat(9_000);
        String argument = "a".repeat(9_000);
        String missing = "/no/such/program";

        Deed deed = Deed.run(List.of("/usr/bin/env", variable, missing, "first", argument));

        SeenEvent event = live.last(deed, "execve");
        assertThat(event.text("filename")).isEqualTo(missing);
        assertThat(event.text("exe")).isEqualTo(missing);
        assertThat(event.text("args"))
                .hasSizeBetween(PAGE - missing.length() - 3, PAGE - missing.length() - 1)
                .startsWith("first|aaa");
        assertThat("SAKER_TEST=deed|" + variable)
                .startsWith(event.text("env").substring(0, event.text("env").length() - 1));
        assertThat(event.text("env")).hasSizeBetween(PAGE - 2, PAGE);
    }

    @Test
    void failure_withManyArguments_hasTheFirst64() throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "/no/such/program"));
        IntStream.range(1, 100).forEach(number -> command.add("argument" + number));

        SeenEvent event = live.last(Deed.run(command), "execve");

        assertThat(event.text("args").split("\\|"))
                .hasSize(STRINGS_OF_A_FAILURE - 1)
                .endsWith("argument" + (STRINGS_OF_A_FAILURE - 1));
    }

    @Test
    void path_ofTheProgram_ofGreatestLength_comesWhole() throws Exception {
        Path folder = Files.createTempDirectory("saker");
        Path deep = folder;
        while (deep.toString().length() < PAGE - 256 - 40) {
            deep = Files.createDirectory(deep.resolve("d".repeat(200)));
        }
        Path program = Files.copy(Path.of("/usr/bin/true"), deep.resolve("program"));
        try {
            assertThat(program.toFile().setExecutable(true)).isTrue();

            SeenEvent event = live.last(Deed.run(List.of(program.toString())), "execve");

            assertThat(event.text("trusted_exepath")).isEqualTo(program.toString());
            assertThat(event.text("filename")).isEqualTo(program.toString());
        } finally {
            assertThat(start("rm", "-r", folder.toString()).waitFor()).isZero();
        }
    }
}
