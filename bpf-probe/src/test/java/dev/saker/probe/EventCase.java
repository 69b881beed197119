// SPDX-License-Identifier: Apache-2.0
package dev.saker.probe;

import dev.saker.scap.EventTable;
import dev.saker.scap.Syscalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One case of event-cases.txt, which explains itself. */
record EventCase(String event, String how, String script, Map<String, String> params) {
    private static final int SYSCALL_NUMBERS = 512;

    static List<EventCase> all() throws IOException {
        List<EventCase> cases = new ArrayList<>();
        try (InputStream in = EventCase.class.getResourceAsStream("event-cases.txt")) {
            String head = null;
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("#") || (line.isBlank() && head == null)) {
                    continue;
                }
                if (head == null) {
                    head = line;
                } else {
                    cases.add(of(head, line.strip()));
                    head = null;
                }
            }
        }
        return cases;
    }

    private static EventCase of(String head, String expected) {
        int colon = head.indexOf(": ");
        String[] name = head.substring(0, colon).split("@");
        Map<String, String> params = new LinkedHashMap<>();
        for (String word : expected.isEmpty() ? new String[0] : expected.split(" ")) {
            params.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        String how = name.length > 1 ? name[1] : "64";
        return new EventCase(name[0], how, head.substring(colon + 2), params);
    }

    @Override
    public String toString() {
        return event + "@" + how + ": " + script;
    }

    /** Code of the event, among those that the probe supports. */
    int code() {
        BitSet supported = Probe.supportedEvents();
        return EventTable.get().byName(event).stream()
                .filter(info -> supported.get(info.code()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such event: " + event))
                .code();
    }

    Deed perform(Path folder) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of(script.replace("{tmp}", folder.toString()).split(" ")));
        if (how.equals("deed")) {
            return Deed.perform(words.toArray(String[]::new));
        }
        if (how.equals("ring")) {
            words.add(0, Path.of("target", "rings").toAbsolutePath().toString());
            return Deed.run(words);
        }
        for (int i = 0; i < words.size(); i++) {
            if (i == 0 || words.get(i - 1).equals(";")) {
                words.set(i, number(words.get(i)));
            }
        }
        words.add(0, Path.of("target", "script" + how).toAbsolutePath().toString());
        return Deed.run(words);
    }

    private static String number(String call) {
        if (Character.isDigit(call.charAt(0))) {
            return call;
        }
        return IntStream.range(0, SYSCALL_NUMBERS)
                .filter(number -> Syscalls.get().name(number).filter(call::equals).isPresent())
                .mapToObj(Integer::toString)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such call: " + call));
    }

    /** What the event must be like: its parameters, as text, where the case says one. */
    Map<String, String> expected(Deed deed, Path folder) {
        Map<String, String> expected = new LinkedHashMap<>();
        params.forEach((name, value) -> expected.put(name, value(value, deed, folder)));
        return expected;
    }

    private static String value(String value, Deed deed, Path folder) {
        if (value.matches("\\$\\d+")) {
            return Long.toString(deed.get("r" + value.substring(1)));
        }
        if (value.matches("@\\d+")) {
            return Long.toString(deed.get("b" + value.substring(1)));
        }
        if (value.startsWith("$")) {
            String fact = value.substring(1);
            return Long.toString(fact.equals("pid") ? deed.pid() : deed.get(fact));
        }
        return value.matches("-?0(x[0-9a-f]+|[0-7]+)")
                ? Long.toString(Long.decode(value))
                : value.replace("{tmp}", folder.toString());
    }
}
