// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.scap.EventTable;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import dev.saker.scap.file.RecordingWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureCommandTest {
    private static final int OPENAT = EventTable.get().byCodeName("PPME_SYSCALL_OPENAT_2_X").code();
    private static final long AT_FDCWD = -100;
    private static final long TID = 42;

    @TempDir Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path recording;

    @BeforeEach
    void setUp() throws IOException {
        recording = directory.resolve("small.scap");
        try (RecordingWriter writer = new RecordingWriter(Files.newOutputStream(recording))) {
            writer.machine(new Machine(1, 1, 1, "node-1", 1, 0));
            writer.accounts(
                    List.of(
                            new RecordedUser(
                                    0, 0, bytes("root"), bytes("/root"), bytes("/bin/sh"))),
                    List.of());
            RecordedProcess process = new RecordedProcess();
            process.tid = TID;
            process.pid = TID;
            process.comm = bytes("cat");
            process.cwd = bytes("/etc");
            writer.processes(List.of(process));
            open(writer, "shadow");
            open(writer, "/tmp/x");
        }
    }

    @Test
    void print_everyEvent_hasALine() {
        assertThat(run("capture", "print", recording.toString())).isZero();

        assertThat(out.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("1 00:00:00.000000007 0 cat (42) openat fd=3(<f>/etc/shadow) ");
    }

    @Test
    void print_withConditionAndFormat_isOfThatEventAlone() {
        int status =
                run(
                        "capture",
                        "print",
                        recording.toString(),
                        "-f",
                        "fd.name = \"/etc/shadow\"",
                        "-p",
                        "%evt.num %fd.name %user.name");

        assertThat(status).isZero();
        assertThat(out.toString().strip()).isEqualTo("1 /etc/shadow root");
    }

    @Test
    void print_withAWrongCondition_saysWhereItIsWrong() {
        assertThat(run("capture", "print", recording.toString(), "-f", "evt.tpye = x")).isOne();
        assertThat(err.toString()).contains("evt.tpye", "evt.type").doesNotContain("Exception");
    }

    @Test
    void printFields_isAnObjectForEachEvent() throws IOException {
        Path fields = Files.writeString(directory.resolve("fields"), "fd.name\n# no\nevt.num\n");

        int status =
                run("scan", "--capture", recording.toString(), "--print-fields", fields.toString());

        assertThat(status).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"evt.num\":1,\"fd.name\":\"/etc/shadow\"}",
                        "{\"evt.num\":2,\"fd.name\":\"/tmp/x\"}");
    }

    @Test
    void printFields_ofSomethingElse_isAWrongUse() throws IOException {
        Path fields = Files.writeString(directory.resolve("fields"), "fd.nmae\n");

        int status =
                run("scan", "--capture", recording.toString(), "--print-fields", fields.toString());

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(fields + ":1: fd.nmae: ", "did you mean 'fd.name'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n# nothing\n"})
    void printFields_ofNothing_isAWrongUse(String text) throws IOException {
        Path fields = Files.writeString(directory.resolve("fields"), text);

        int status =
                run("scan", "--capture", recording.toString(), "--print-fields", fields.toString());

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(fields + " names no field");
    }

    @Test
    void print_whereNothingCanBeWritten_fails() {
        Writer full =
                new Writer() {
                    @Override
                    public void write(char[] text, int offset, int length) throws IOException {
                        throw new IOException("No space left on device");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        int status =
                SakerCommand.commandLine()
                        .setOut(new PrintWriter(full, true))
                        .setErr(new PrintWriter(err, true))
                        .execute("capture", "print", recording.toString());

        assertThat(status).isOne();
        assertThat(err.toString()).contains("cannot write to standard output");
    }

    @Test
    void print_ofAStretchOfTime_isOfItsEvents() {
        assertThat(run("capture", "print", recording.toString(), "-f", "evt.around[1000007] = 1"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2);

        out.getBuffer().setLength(0);
        assertThat(run("capture", "print", recording.toString(), "-f", "evt.around[1000008] = 1"))
                .isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void ruleCosts_areATableOfTheRulesThatWereEvaluated() throws IOException {
        Path rules =
                Files.writeString(
                        directory.resolve("rules.yaml"),
                        rule("Shadow read", "fd.name = /etc/shadow")
                                + rule("Never asked", "evt.type = connect"));

        int status =
                run(
                        "scan",
                        "--capture",
                        recording.toString(),
                        "--rules",
                        rules.toString(),
                        "--rule-costs");

        assertThat(status).isZero();
        assertThat(err.toString())
                .contains("Rule costs (one evaluation in about a thousand is timed):")
                .containsPattern(" +[12] +1 +[0-9.]+  Shadow read\n")
                .contains("Never evaluated: 1 rules");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scan", "replay"})
    void diff_ofTwoRuleSets_tellsWhatAChangeWouldHaveFired(String command) throws IOException {
        String common =
                Files.writeString(
                                directory.resolve("common.yaml"),
                                rule("Temporary", "fd.name startswith /tmp"))
                        .toString();
        String first =
                Files.writeString(
                                directory.resolve("first.yaml"),
                                rule("Shadow read", "fd.name = /etc/shadow"))
                        .toString();
        String second =
                Files.writeString(
                                directory.resolve("second.yaml"),
                                rule("Anything read", "fd.name startswith /etc"))
                        .toString();
        String capture = recording.toString();

        int status = run(command, "--capture", capture, "--rules", common, "--diff", first, second);

        assertThat(status).as(err.toString()).isOne();
        assertThat(out.toString().lines().toList())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("- "),
                        line -> assertThat(line).startsWith("+ "));
        assertThat(err.toString())
                .containsPattern(" 1 +0 +0 +0  Shadow read\n")
                .containsPattern(" 0 +1 +0 +0  Anything read\n")
                .containsPattern(" 0 +0 +1 +0  Temporary\n");

        out.getBuffer().setLength(0);
        assertThat(run(command, "--capture", capture, "--json", "--diff", first, first)).isZero();
        assertThat(out.toString()).contains("\"changes\":[]", "\"both\":1");
    }

    private static String rule(String name, String condition) {
        return "- {rule: "
                + name
                + ", desc: d, priority: INFO, output: o, condition: 'evt.type in (openat, connect)"
                + " and "
                + condition
                + "'}\n";
    }

    private static void open(RecordingWriter writer, String path) throws IOException {
        ScapEventWriter event = new ScapEventWriter().begin(7, TID, OPENAT);
        event.putLong(3).putLong(AT_FDCWD).putText(path).putLong(1).putLong(0).putLong(0);
        ByteBuffer bytes = event.putLong(0).end();
        writer.event(bytes, 0, bytes.limit(), 0, 0);
    }

    private int run(String... arguments) {
        return SakerCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
