// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.describe;

import dev.saker.rules.diagnostic.JsonText;
import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.FlagTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The event types as text, Markdown and in the shape of Falco's list of events: those that no
 * recording of today holds are left out, and the event of all other system calls stands there once
 * for each of them.
 */
public final class EventList {

    /** Where an event comes from: a bit of its category, and the title of its part of the list. */
    private enum Group {
        META(1 << 12, "Metaevents"),
        PLUGIN(1 << 11, "Plugin events"),
        SYSCALL(1 << 9, "Syscall events"),
        TRACEPOINT(1 << 10, "Tracepoint events");

        private final int bit;
        private final String title;

        Group(int bit, String title) {
            this.bit = bit;
            this.title = title;
        }

        static Optional<Group> of(EventInfo event) {
            return Arrays.stream(values())
                    .filter(group -> (event.category() & group.bit) != 0)
                    .findFirst();
        }
    }

    /** Of Falco's event format that the table is of. */
    private static final String SCHEMA_VERSION = "4.3.0";

    private static final int NAME_WIDTH = 24;

    private record Entry(
            String name, boolean enter, boolean available, List<ParamInfo> parameters) {

        String direction() {
            return enter ? ">" : "<";
        }

        String parametersText() {
            return parameters.stream()
                    .map(parameter -> parameter.name() + " " + TypeNames.of(parameter.type()))
                    .collect(Collectors.joining(", "));
        }
    }

    private final Map<Group, List<Entry>> groups = new EnumMap<>(Group.class);

    private EventList(BitSet captured) {
        for (Group group : Group.values()) {
            groups.put(group, new ArrayList<>());
        }
        EventTable table = EventTable.get();
        for (int code = 0; code < table.size(); code++) {
            EventInfo event = table.event(code);
            if (isListed(event)) {
                Group.of(event)
                        .ifPresent(
                                group ->
                                        groups.get(group)
                                                .add(entry(event, event.name(), captured)));
            }
        }
        for (String name : EventNames.generic()) {
            table.byName(EventNames.GENERIC)
                    .forEach(event -> groups.get(Group.SYSCALL).add(entry(event, name, captured)));
        }
    }

    /**
     * @param captured codes of the events that can be observed
     */
    public static EventList of(BitSet captured) {
        return new EventList(captured);
    }

    private static boolean isListed(EventInfo event) {
        return !event.has(EventFlag.UNUSED)
                && !event.has(EventFlag.OLD_VERSION)
                && !event.name().equals(EventNames.GENERIC);
    }

    private static Entry entry(EventInfo event, String name, BitSet captured) {
        return new Entry(name, !event.isExit(), captured.get(event.code()), event.params());
    }

    /** Each on a line, with a plus sign if it can be observed. */
    public String text() {
        StringBuilder out = new StringBuilder();
        groups.forEach(
                (group, entries) -> {
                    out.append(group.title).append(":\n");
                    entries.forEach(entry -> appendLine(out, entry));
                    out.append('\n');
                });
        return out.toString();
    }

    private static void appendLine(StringBuilder out, Entry entry) {
        out.append(entry.available() ? "+ " : "- ").append(entry.direction()).append(' ');
        out.append(entry.name());
        out.append(" ".repeat(Math.max(1, NAME_WIDTH - entry.name().length())));
        out.append(entry.parametersText()).append('\n');
    }

    public String markdown() {
        StringBuilder out = new StringBuilder();
        groups.forEach(
                (group, entries) -> {
                    out.append("## ").append(group.title).append("\n\n");
                    out.append(
                            "| captured | direction | event | parameters |\n|---|---|---|---|\n");
                    entries.forEach(entry -> appendRow(out, entry));
                    out.append('\n');
                });
        return out.toString();
    }

    private static void appendRow(StringBuilder out, Entry entry) {
        out.append("| ").append(entry.available() ? "yes" : "no");
        out.append(" | `").append(entry.direction());
        out.append("` | `").append(entry.name());
        out.append("` | ").append(entry.parametersText()).append(" |\n");
    }

    /** In the shape of Falco's list: groups of events with their parameters. */
    public String json() {
        JsonText out = new JsonText();
        out.beginObject();
        groups.forEach(
                (group, entries) -> {
                    out.name(group.title).beginArray();
                    entries.forEach(entry -> append(out, entry));
                    out.endArray();
                });
        out.name("schema_version").text(SCHEMA_VERSION);
        return out.endObject().toString();
    }

    private static void append(JsonText out, Entry entry) {
        out.beginObject().name("available").bool(entry.available());
        out.name("dir").text(entry.direction());
        out.name("name").text(entry.name());
        out.name("params").beginArray();
        entry.parameters().forEach(parameter -> append(out, parameter));
        out.endArray().endObject();
    }

    private static void append(JsonText out, ParamInfo parameter) {
        out.beginObject();
        List<FlagTable.Entry> flags = parameter.flags().entries();
        if (!flags.isEmpty() && parameter.type() != ParamType.MODE) {
            out.name("flags").texts(flags.stream().map(FlagTable.Entry::name).toList());
        }
        out.name("name").text(parameter.name());
        out.name("type").text(TypeNames.of(parameter.type())).endObject();
    }
}
