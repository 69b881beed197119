// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecIT {
    private static final long ENOENT = -2;
    private static final long EXE_WRITABLE = 1;
    private static final long EXE_FROM_MEMFD = 4;
    private static final int PAGE = 4096;
    private static final Path TRUE = Path.of("/usr/bin/true");

    @AutoClose private static LiveProbe live;
    @TempDir Path folder;

    @BeforeAll
    static void open() throws ProbeException {
        live = LiveProbe.open();
    }

    /** The exec events of a process but those that started the deed: jspawnhelper and deeds. */
    private static List<SeenEvent> execs(Deed deed) {
        return live.seen().stream()
                .filter(event -> event.tid() == deed.pid())
                .filter(event -> event.name().startsWith("exec"))
                .skip(2)
                .toList();
    }

    private static SeenEvent onlyExec(Deed deed) {
        assertThat(execs(deed)).hasSize(1);
        return execs(deed).get(0);
    }

    private static long attribute(Path file, String name) throws Exception {
        return ((Number) Files.getAttribute(file, "unix:" + name)).longValue();
    }

    private static long nanos(Path file, String name) throws Exception {
        return ((FileTime) Files.getAttribute(file, "unix:" + name)).to(TimeUnit.NANOSECONDS);
    }

    private static void assertExecutable(SeenEvent event, Path file) throws Exception {
        assertThat(event.number("exe_ino")).isEqualTo(attribute(file, "ino"));
        assertThat(event.number("exe_ino_ctime")).isEqualTo(nanos(file, "ctime"));
        assertThat(event.number("exe_ino_mtime")).isEqualTo(nanos(file, "lastModifiedTime"));
        assertThat(event.text("trusted_exepath")).isEqualTo(file.toString());
    }

    private static long capability(String set) throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(set))
                .mapToLong(line -> Long.parseLong(line.substring(8).trim(), 16))
                .findFirst()
                .orElseThrow();
    }

    private static void assertProcess(SeenEvent event, Deed deed, String comm) throws Exception {
        assertThat(event.tid()).isEqualTo(deed.pid());
        assertThat(event.number("tid")).isEqualTo(deed.pid());
        assertThat(event.number("pid")).isEqualTo(deed.pid());
        assertThat(Path.of("/proc/self/task/" + event.number("ptid"))).exists();
        assertThat(event.params().get("cwd")).isNull();
        assertThat(event.number("fdlimit")).isPositive();
        assertThat(event.number("pgft_maj")).isNotNegative();
        assertThat(event.number("pgft_min")).isPositive();
        assertThat(event.number("vm_size")).isBetween(100L, 200_000L);
        assertThat(event.number("vm_rss")).isBetween(0L, 200_000L);
        assertThat(event.number("vm_swap")).isBetween(0L, 200_000L);
        assertThat(event.text("comm")).isEqualTo(comm);
        assertThat(event.text("cgroups")).isEqualTo(CloneIT.Cgroups.expected());
        assertThat(event.number("tty")).isEqualTo(ProcStat.own().terminal());
        assertThat(event.number("vpgid")).isEqualTo(ProcStat.own().group());
        assertThat(event.number("pgid")).isEqualTo(ProcStat.own().group());
        assertThat(event.number("loginuid"))
                .isEqualTo(Long.parseLong(Files.readString(Path.of("/proc/self/loginuid")).trim()));
        assertThat(event.number("cap_inheritable")).isEqualTo(capability("CapInh:"));
        assertThat(event.number("cap_permitted")).isEqualTo(capability("CapPrm:"));
        assertThat(event.number("cap_effective")).isEqualTo(capability("CapEff:"));
        assertThat(event.number("uid")).isZero();
        assertThat(event.number("gid")).isZero();
    }

    @Test
    void execve_success_hasAllParametersOfTheNewProgram() throws Exception {
        Deed deed = Deed.perform("execve", "/bin/true");

        SeenEvent event = onlyExec(deed);
        assertThat(event.codeName()).isEqualTo("PPME_SYSCALL_EXECVE_19_X");
        assertThat(event.number("res")).isZero();
        assertThat(event.text("exe")).isEqualTo("zero");
        assertThat(event.text("args")).isEqualTo("one|two words|");
        assertThat(event.text("env")).isEqualTo("A=1|LONGER=2 3|");
        assertThat(event.number("flags")).isEqualTo(EXE_WRITABLE);
        assertThat(event.text("filename")).isEqualTo("/bin/true");
        assertProcess(event, deed, "true");
        assertExecutable(event, TRUE);
    }

    @Test
    void execve_withMoreThanAPageOfEach_hasTheFirst4096BytesOfArgumentsAndEnvironment()
            throws Exception {
        String variable = "LONG=" + "v".repeat(9_000);
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", variable, "/bin/true"));
        IntStream.range(0, 100).forEach(number -> command.add("argument" + number));
        command.add("a".repeat(9_000));

        SeenEvent event = live.last(Deed.run(command), "execve");

        String arguments = String.join("|", command.subList(3, command.size()));
        int cut = PAGE - "/bin/true|".length();
        assertThat(event.text("args")).hasSizeBetween(cut - 1, cut);
        assertThat(arguments).startsWith(event.text("args").substring(0, cut - 1));
        assertThat(event.text("env")).hasSizeBetween(PAGE - 1, PAGE);
        assertThat("SAKER_TEST=deed|" + variable)
                .startsWith(event.text("env").substring(0, PAGE - 1));
    }

    @Test
    void execve_failure_hasWhatWasAskedForAndTheCallersState() throws Exception {
        Deed deed = Deed.perform("execve", "/no/such/program");

        SeenEvent event = onlyExec(deed);
        assertThat(event.codeName()).isEqualTo("PPME_SYSCALL_EXECVE_19_X");
        assertThat(event.number("res")).isEqualTo(ENOENT);
        assertThat(event.text("exe")).isEqualTo("zero");
        assertThat(event.text("args")).isEqualTo("one|two words|");
        assertThat(event.text("env")).isEqualTo("A=1|LONGER=2 3|");
        assertThat(event.number("flags")).isEqualTo(EXE_WRITABLE);
        assertThat(event.text("filename")).isEqualTo("/no/such/program");
        assertProcess(event, deed, "deeds");
        assertExecutable(event, Deed.program().toRealPath());
    }

    @Test
    void execve_failureWithoutArgv_hasNoExeNorArgs() throws Exception {
        Deed deed = Deed.perform("execve", "/no/such/program", "no argv");

        SeenEvent event = onlyExec(deed);
        assertThat(event.params().get("exe")).isNull();
        assertThat(event.params().get("args")).isNull();
    }

    @Test
    void execveat_success_isOneExecveatEvent() throws Exception {
        Deed deed = Deed.perform("execveat", "/usr/bin", "true");

        SeenEvent event = onlyExec(deed);
        assertThat(event.codeName()).isEqualTo("PPME_SYSCALL_EXECVEAT_X");
        assertThat(event.number("res")).isZero();
        assertThat(event.text("exe")).isEqualTo("zero");
        assertThat(event.text("args")).isEqualTo("one|");
        assertThat(event.text("env")).isEqualTo("A=1|");
        assertThat(event.number("flags")).isEqualTo(EXE_WRITABLE);
        assertProcess(event, deed, "true");
        assertExecutable(event, TRUE);
    }

    @Test
    void execveat_ofAbsolutePath_isStillExecveat() throws Exception {
        Deed deed = Deed.perform("execveat", "/", "/usr/bin/true", "1");

        assertThat(onlyExec(deed).name()).isEqualTo("execveat");
    }

    @Test
    void execveat_failure_isOneExecveatEvent() throws Exception {
        Deed deed = Deed.perform("execveat", "/usr/bin", "no-such-program");

        SeenEvent event = onlyExec(deed);
        assertThat(event.codeName()).isEqualTo("PPME_SYSCALL_EXECVEAT_X");
        assertThat(event.number("res")).isEqualTo(ENOENT);
        assertThat(event.text("exe")).isEqualTo("zero");
        assertThat(event.text("args")).isEqualTo("one|");
        assertProcess(event, deed, "deeds");
        assertExecutable(event, Deed.program().toRealPath());
    }

    @Test
    void execveat_ofMemfd_isMarkedAndNamed() throws Exception {
        Deed deed = Deed.perform("execveat_memfd");

        SeenEvent event = onlyExec(deed);
        assertThat(event.number("flags") & EXE_FROM_MEMFD).isNotZero();
        assertThat(event.text("trusted_exepath")).isEqualTo("memfd:secret");
        assertThat(event.text("exe")).isEqualTo("hidden");
    }

    @Test
    void execve_inThread_isOneEventOfTheWholeProcess() throws Exception {
        Deed deed = Deed.perform("execve_in_thread");

        SeenEvent event = onlyExec(deed);
        assertThat(event.number("tid")).isEqualTo(deed.pid());
        assertThat(event.text("exe")).isEqualTo("threaded");
    }

    @Test
    void execve_throughSymlink_hasPathOfTheFileItself() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), TRUE);

        SeenEvent event = onlyExec(Deed.perform("execve", link.toString()));

        assertThat(event.text("trusted_exepath")).isEqualTo(TRUE.toString());
        assertThat(event.text("filename")).isEqualTo(link.toString());
        assertThat(event.text("comm")).isEqualTo("link");
    }

    @Test
    void execve_ofScript_hasInterpreterAsExecutable() throws Exception {
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/usr/bin/true\n");
        script.toFile().setExecutable(true);

        SeenEvent event = onlyExec(Deed.perform("execve", script.toString()));

        assertThat(event.text("exe")).isEqualTo("/usr/bin/true");
        assertThat(event.text("args")).startsWith(script + "|");
        assertThat(event.text("filename")).isEqualTo(script.toString());
    }

    /** Fields of /proc/self/stat that a child has from us. */
    record ProcStat(long group, long terminal) {
        static ProcStat own() throws Exception {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new ProcStat(Long.parseLong(fields[2]), Long.parseLong(fields[4]));
        }
    }
}
