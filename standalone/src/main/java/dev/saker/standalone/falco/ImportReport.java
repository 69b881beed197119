// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.falco;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of each setting. */
public final class ImportReport {

    private final List<Note> notes = new ArrayList<>();

    /** From good to bad. */
    public enum Kind {
        /** Means the same here. */
        TAKEN("taken over"),
        /** Has no counterpart, and neither detection nor delivery need one. */
        NOT_NEEDED("not needed here"),
        /** Taken over, but it does not mean quite the same. */
        CHANGED("taken over with a difference"),
        /** Something that Falco does will not happen. */
        LOST("NOT taken over"),
        /** No setting of Falco's: probably misspelt there. */
        UNKNOWN("unknown key");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** As in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One setting.
     *
     * @param place file, line and column
     */
    public record Note(Kind kind, String key, String place, String text) {}

    void note(Kind kind, String key, ConfigValue value, String text) {
        notes.add(new Note(kind, key, value.place(), text));
    }

    public List<Note> notes() {
        return List.copyOf(notes);
    }

    public List<Note> notes(Kind kind) {
        return notes.stream().filter(note -> note.kind() == kind).toList();
    }

    /** Whether somebody has to look: alerts would be missing, or a key is misspelt. */
    public boolean hasLosses() {
        return notes.stream().anyMatch(note -> note.kind().compareTo(Kind.LOST) >= 0);
    }
}
