// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every event type of the format with its parameters. The code of an event is its number on the
 * wire and its position here: the order of the format's enumeration, which no other listing of the
 * events is bound to keep.
 */
public final class EventTable {
    private final EventFrames frames;
    private final Map<String, List<EventInfo>> byName = new LinkedHashMap<>();
    private final Map<String, EventInfo> byCodeName = new HashMap<>();
    private final FlagTable signals;
    private final FlagTable errors;

    EventTable(List<EventInfo> events, FlagTable signals, FlagTable errors) {
        this.frames = new EventFrames(events);
        for (EventInfo event : events) {
            byCodeName.put(event.codeName(), event);
            List<EventInfo> versions = byName.get(event.name());
            if (versions == null) {
                versions = new ArrayList<>();
                byName.put(event.name(), versions);
            }
            versions.add(event);
        }
        this.signals = signals;
        this.errors = errors;
    }

    public static EventTable get() {
        return TableReader.TABLES.events();
    }

    public int size() {
        return frames.size();
    }

    /**
     * @throws ScapFormatException if no event has this code
     */
    public EventInfo event(int code) {
        if (code < 0 || code >= frames.size()) {
            throw new ScapFormatException(
                    "unknown event code " + code + ", the table has " + frames.size());
        }
        return frames.info(code);
    }

    EventFrames frames() {
        return frames;
    }

    /** All versions of an event, enter and exit; empty if the name is not one of the table's. */
    public List<EventInfo> byName(String evtType) {
        return Collections.unmodifiableList(byName.getOrDefault(evtType, List.of()));
    }

    /**
     * @throws IllegalArgumentException if there is no such code
     */
    public EventInfo byCodeName(String codeName) {
        EventInfo event = byCodeName.get(codeName);
        if (event == null) {
            throw new IllegalArgumentException("unknown event code name " + codeName);
        }
        return event;
    }

    /** Signal numbers: SIGHUP 1 and on. */
    public FlagTable signals() {
        return signals;
    }

    /** Error numbers, positive: EPERM 1 and on. */
    public FlagTable errors() {
        return errors;
    }
}
