// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.schemas.ArgKind;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.L4Protocol;
import dev.saker.schemas.ProcessFlag;
import dev.saker.schemas.SyscallEventSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes an event of what a case says about it, in the words of the rule language: {@code fd.name:
 * /etc/shadow}. Parameters are encoded as the event table has them. What is not said is that of a
 * command that root runs on the host, below a shell and without a terminal.
 */
final class EventDescription {
    private static final long EVENT_TIME = 1_800_000_000_000_000_000L;
    private static final long STARTED = EVENT_TIME - 1_000_000L;
    private static final Set<String> OPENS = Set.of("open", "openat", "openat2");

    private final Map<String, Object> said;
    private final Map<String, Object> answers = new HashMap<>();
    private final EventInfo event;

    private EventDescription(Map<String, Object> said) {
        this.said = new TreeMap<>(said);
        this.event = eventInForce(text("evt.type", ""));
    }

    static SyscallEventSource source(Map<String, Object> said) {
        return new EventDescription(said).build();
    }

    private static EventInfo eventInForce(String name) {
        return EventTable.get().byName(name).stream()
                .filter(EventInfo::isExit)
                .filter(event -> !event.has(EventFlag.OLD_VERSION))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event is called " + name));
    }

    private SyscallEventSource build() {
        long result = number("evt.rawres", OPENS.contains(event.name()) ? 3 : 0);
        answer("type", event.code());
        answer("projection", FieldGroup.DEFAULT);
        answer("time", EVENT_TIME);
        answer("tid", 4242);
        answer("hasRes", true);
        answer("res", result);
        describeFd(result);
        describeProcess();
        describeUser();
        describeParams(result);
        answer("containerId", text("container.id", "host"));
        answer("node", "node");
        if (!said.isEmpty()) {
            throw new IllegalArgumentException("a case cannot say " + said.keySet());
        }
        return CaseEvent.of(answers);
    }

    private void describeFd(long result) {
        Object name = said.remove("fd.name");
        if (name == null) {
            return;
        }
        FdType type = fdType(text("fd.type", "file"));
        L4Protocol protocol =
                L4Protocol.valueOf(text("fd.l4proto", "none").toUpperCase(Locale.ROOT));
        boolean opened = OPENS.contains(event.name());
        answer("hasFd", true);
        answer("fdNum", opened ? Math.max(result, -1) : 3);
        answer("fdType", type.ordinal());
        answer("fdFlags", type == FdType.FILE ? 0 : FdFlag.CONNECTED.bit());
        answer("fdL4Protocol", protocol.ordinal());
        answer("fdName", name);
        if (opened) {
            said.putIfAbsent("evt.arg.name", name);
            answer("shape", shape(flags("evt.arg.flags")));
        }
    }

    private static FdType fdType(String text) {
        return Arrays.stream(FdType.values())
                .filter(type -> type.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no fd is a " + text));
    }

    private static int shape(String flags) {
        List<String> names = Arrays.asList(flags.split("\\|"));
        boolean both = names.contains("O_RDWR");
        int bits = 0;
        bits |= both || names.contains("O_RDONLY") ? EventShape.OPEN_READ.bit() : 0;
        bits |= both || names.contains("O_WRONLY") ? EventShape.OPEN_WRITE.bit() : 0;
        return bits | (names.contains("O_F_CREATED") ? EventShape.OPEN_CREATE.bit() : 0);
    }

    private String flags(String field) {
        Object flags = said.get(field);
        return flags == null ? "" : flags.toString();
    }

    private void describeProcess() {
        String path = text("proc.exepath", "/usr/bin/cat");
        String base = path.substring(path.lastIndexOf('/') + 1);
        answer("hasProcess", true);
        answer("processExePath", path);
        answer("processName", text("proc.name", base.substring(0, Math.min(15, base.length()))));
        answer("processExe", text("proc.exe", base));
        List<String> arguments = words("proc.args");
        answer("processArgCount", arguments.size());
        answer("processArg", arguments);
        answer("processCwd", "/root/");
        answer("processTty", number("proc.tty", 0));
        answer("processPid", 4242);
        answer("processVpid", number("proc.vpid", 4242));
        boolean memfd = Boolean.TRUE.equals(said.remove("proc.is_exe_from_memfd"));
        answer("processFlags", memfd ? ProcessFlag.EXE_FROM_MEMFD.bit() : 0);
        answer("processCloneTime", STARTED);
        Object age = said.remove("proc.exe_ino.ctime_duration_proc_start");
        long ageNanos = age == null ? Long.MAX_VALUE >> 4 : ((Number) age).longValue();
        answer("processExeCtime", STARTED - ageNanos);
        describeAncestors();
    }

    private void describeAncestors() {
        List<String> names = new ArrayList<>(words("proc.aname"));
        names.add(0, text("proc.pname", "bash"));
        answer("ancestorCount", names.size());
        answer("ancestorName", names);
        answer("hasAncestorDetails", List.of(true));
        answer("ancestorExe", List.of(names.get(0)));
        answer("ancestorExePath", List.of("/usr/bin/" + names.get(0)));
    }

    private void describeUser() {
        answer("userUid", number("user.uid", 0));
        answer("userName", text("user.name", "root"));
        answer("userGroupName", "root");
        answer("userLoginUid", number("user.loginuid", -1));
        answer("userLoginName", text("user.loginname", "<NA>"));
    }

    private void describeParams(long result) {
        List<Object> kinds = new ArrayList<>();
        List<Object> numbers = new ArrayList<>();
        List<Object> bytes = new ArrayList<>();
        List<Object> resolved = new ArrayList<>();
        List<Object> texts = new ArrayList<>();
        for (ParamInfo param : event.params()) {
            Object value = said.remove("evt.arg." + param.name());
            if (value == null && kinds.isEmpty()) {
                value = result;
            }
            kinds.add(kind(param, value));
            numbers.add(integer(param, value));
            bytes.add((value + "\0").getBytes(StandardCharsets.UTF_8));
            resolved.add(value instanceof String && param.type().dependsOnHost());
            texts.add(String.valueOf(value));
        }
        answer("argCount", event.params().size());
        answer("argKind", kinds);
        answer("argNumber", numbers);
        answer("argBytes", bytes);
        answer("hasArgText", resolved);
        answer("argText", texts);
    }

    private static ArgKind kind(ParamInfo param, Object value) {
        if (value == null) {
            return ArgKind.ABSENT;
        }
        return param.type().isInteger() ? ArgKind.NUMBER : ArgKind.BYTES;
    }

    // A name of the parameter's table, several of them joined by |, a number, or a name that only
    // the host could turn into a number, which then does not matter.
    private static long integer(ParamInfo param, Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        long bits = 0;
        if (value != null && !param.type().dependsOnHost() && param.type().isInteger()) {
            for (String name : value.toString().split("\\|")) {
                bits |= param.flags().value(name).orElseThrow();
            }
        }
        return bits;
    }

    private void answer(String getter, Object value) {
        answers.put(getter, value);
    }

    private String text(String field, String otherwise) {
        Object value = said.remove(field);
        return value == null ? otherwise : value.toString();
    }

    private long number(String field, long otherwise) {
        Object value = said.remove(field);
        return value == null ? otherwise : ((Number) value).longValue();
    }

    private List<String> words(String field) {
        Object value = said.remove(field);
        return value == null ? List.of() : ((List<?>) value).stream().map(String::valueOf).toList();
    }
}
