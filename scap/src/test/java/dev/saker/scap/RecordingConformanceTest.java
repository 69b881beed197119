// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A recording's parameters as text, against evt.args as Falco printed it for each event. */
class RecordingConformanceTest {
    // Block types of a recording that hold one event behind the number of a CPU.
    private static final Set<Integer> EVENT_BLOCKS = Set.of(0x216, 0x221);
    private static final int BLOCK_HEADER = 8;
    private static final int CPU_LENGTH = 2;

    private final ScapEvent event = new ScapEvent();
    private final ByteSink text = new ByteSink();
    private final List<String> wrong = new ArrayList<>();
    private int compared;

    @Test
    void parametersThatNeedNoHost_readAsFalcoPrintsThem() throws IOException {
        Map<String, String> expected = expectedArgs("expected/triggers.fields.jsonl.gz");
        ByteBuffer recording =
                ByteBuffer.wrap(Conformance.bytes("captures/triggers.scap.gz"))
                        .order(ByteOrder.LITTLE_ENDIAN);

        for (int at = 0; at < recording.limit(); at += recording.getInt(at + 4)) {
            if (EVENT_BLOCKS.contains(recording.getInt(at))) {
                compare(recording, at + BLOCK_HEADER + CPU_LENGTH, expected);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(50_000);
    }

    private static Map<String, String> expectedArgs(String name) throws IOException {
        Map<String, String> args = new HashMap<>();
        try (BufferedReader lines = Conformance.lines(name)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode fields = Conformance.JSON.readTree(line);
                String key =
                        key(fields.get("evt.rawtime").asLong(), fields.get("thread.tid").asLong());
                args.put(key + fields.get("evt.type").asText(), fields.get("evt.args").asText());
            }
        }
        return args;
    }

    private static String key(long time, long tid) {
        return time + "/" + tid + "/";
    }

    private void compare(ByteBuffer recording, int at, Map<String, String> expected) {
        event.wrap(recording, at);
        String args = expected.get(key(event.time(), event.tid()) + event.info().name());
        if (args == null || args.isEmpty()) {
            return;
        }
        int from = 0;
        for (int i = 0; i < event.paramCount(); i++) {
            ParamInfo param = event.info().params().get(i);
            if (param.type().dependsOnHost()) {
                continue;
            }
            render(param, i);
            int found = indexOf(args, from);
            compared++;
            if (found < 0) {
                wrong.add(event.info().codeName() + ": " + text + " not in " + args);
            } else {
                from = found + text.toString().length();
            }
        }
    }

    private int indexOf(String args, int from) {
        String wanted = text.toString();
        int found = args.indexOf(wanted, from);
        int end = found + wanted.length();
        boolean whole = end == args.length() || found >= 0 && args.charAt(end) == ' ';
        return whole ? found : -1;
    }

    private void render(ParamInfo param, int index) {
        byte[] bytes = new byte[event.paramLength(index)];
        event.copyParam(index, bytes, 0);
        text.clear().append(param.name());
        text.append((byte) '=');
        ParamText.appendRaw(param, bytes, 0, bytes.length, text);
        int before = text.length();
        text.append((byte) '(');
        if (ParamText.appendResolved(param, bytes, 0, bytes.length, text)) {
            text.append((byte) ')');
        } else {
            text.truncate(before);
        }
    }
}
