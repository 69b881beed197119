// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.scan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ScapEventWriter;
import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedDescriptor.Kind;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import dev.saker.scap.file.RecordingReader;
import dev.saker.scap.file.RecordingWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A recording that a test makes event by event, and what our fields say of its events. */
final class MadeRecording {
    static final long BEGIN = 1_700_000_000_000_000_000L;

    private static final String RULE =
            """
            - rule: any
              desc: any file
              condition: evt.type = openat and fd.name exists and proc.name exists
              output: "%fd.name"
              priority: INFO
            """;
    private static final long SECOND = 1_000_000_000L;
    private static final byte[] EMPTY = {};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final RecordingWriter writer = new RecordingWriter(bytes);
    private final ScapEventWriter event = new ScapEventWriter();
    private long time = BEGIN;

    MadeRecording() throws IOException {
        writer.machine(new Machine(1, 1L << 30, 1L << 22, "odd", BEGIN - 60 * SECOND, 0));
        writer.accounts(
                List.of(new RecordedUser(0, 0, text("root"), text("/root"), text("/bin/sh"))),
                List.of(new RecordedGroup(0, text("root"))));
    }

    /** One with a shell, of number 10, in /work, whose parent is init. */
    static MadeRecording withShell() throws IOException {
        MadeRecording recording = new MadeRecording();
        recording.processes(process(1, 0, "init", "/"), process(10, 1, "sh", "/home/"));
        recording.descriptors(10, file(0, "/dev/null"), file(5, "/home/five"));
        return recording;
    }

    static RecordedProcess process(long tid, long parent, String name, String cwd) {
        RecordedProcess process = new RecordedProcess();
        process.tid = tid;
        process.pid = tid;
        process.ptid = parent;
        process.vtid = tid;
        process.vpid = tid;
        process.comm = text(name);
        process.exe = text("/bin/" + name);
        process.exePath = process.exe;
        process.cwd = text(cwd);
        return process;
    }

    static RecordedDescriptor file(long number, String name) {
        return new RecordedDescriptor(
                number, 1, Kind.FILE, text(name), 1, 1, null, 0, null, 0, 0, 0, 0);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    MadeRecording processes(RecordedProcess... processes) throws IOException {
        writer.processes(List.of(processes));
        return this;
    }

    MadeRecording descriptors(long tid, RecordedDescriptor... descriptors) throws IOException {
        writer.descriptors(tid, List.of(descriptors));
        return this;
    }

    /** The next event is so much later than the one before, or earlier. */
    MadeRecording later(long nanos) {
        time += nanos;
        return this;
    }

    /** An event; integers that are not given are 0, all else is empty. */
    MadeRecording event(String code, long tid, Map<String, ?> values) throws IOException {
        EventInfo info = EventTable.get().byCodeName(code);
        event.begin(time, tid, info.code());
        for (ParamInfo param : info.params()) {
            put(param, values.get(param.name()));
        }
        return raw(event.end());
    }

    /** An event of which an older writer knew only the first parameters. */
    MadeRecording eventOfOldWriter(String code, long tid, Object... values) throws IOException {
        EventInfo info = EventTable.get().byCodeName(code);
        event.begin(time, tid, info.code(), values.length);
        for (int i = 0; i < values.length; i++) {
            put(info.params().get(i), values[i]);
        }
        return raw(event.end());
    }

    private void put(ParamInfo param, Object value) {
        if (value instanceof String text) {
            event.putText(text);
        } else if (value instanceof byte[] raw) {
            event.putBytes(raw);
        } else if (param.type().isInteger()) {
            event.putLong(value == null ? 0 : ((Number) value).longValue());
        } else {
            event.putEmpty();
        }
    }

    /** An event as it is, in a block of its own. */
    MadeRecording raw(ByteBuffer whole) throws IOException {
        writer.event(whole, 0, whole.limit(), 0, 0);
        time += 1000;
        return this;
    }

    /** An event of parameters that the table does not know, each a number of eight bytes. */
    MadeRecording numbers(String code, long tid, long... values) throws IOException {
        int header = 26 + 2 * values.length;
        ByteBuffer whole =
                ByteBuffer.allocate(header + 8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        whole.putLong(time).putLong(tid).putInt(whole.capacity());
        whole.putShort((short) EventTable.get().byCodeName(code).code()).putInt(values.length);
        for (int i = 0; i < values.length; i++) {
            whole.putShort((short) 8);
        }
        for (long value : values) {
            whole.putLong(value);
        }
        return raw(whole.flip());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** What the fields are of each event: an object each. */
    List<JsonNode> fields(String... names) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        FieldTable table =
                new FieldTable(
                        new FieldRow(List.of(names)),
                        false,
                        line -> rows.add(FalcoFiles.json(line)));
        table.run(new RecordingReader(new ByteArrayInputStream(bytes())));
        return rows;
    }

    /** What a scan with a rule about every file says at its end. */
    String summary() throws IOException {
        RuleSet rules =
                RuleCompiler.compile(List.of(new RuleSource("r.yaml", RULE)), ScanRules.options())
                        .ruleSet()
                        .orElseThrow();
        Scan scan = new Scan(rules, MatchMode.ALL, false, (alert, view) -> {});
        scan.run(new RecordingReader(new ByteArrayInputStream(bytes())));
        return scan.summary().text();
    }

    /** The fields of the last event, a word each. */
    String last(String... names) throws IOException {
        List<JsonNode> rows = fields(names);
        StringBuilder words = new StringBuilder();
        for (String name : names) {
            words.append(words.isEmpty() ? "" : " ").append(rows.get(rows.size() - 1).get(name));
        }
        return words.toString().replace("\"", "");
    }
}
