// SPDX-License-Identifier: Apache-2.0
package dev.saker.scap.convert;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All conversions there are, from a table beside this class. */
final class Conversions {
    private static final String TABLE = "conversions.tsv";
    private static final String PREFIX = "PPME_";

    /** Whether events of a type are today's, are nobody's any more, or have to be looked at. */
    enum Fate {
        PASS,
        DROP,
        EXAMINE
    }

    private final EventTable events = EventTable.get();
    private final Fate[] fates = new Fate[events.size()];

    /** By type: with so many parameters an event is today's. */
    private final int[] currentFrom = new int[events.size()];

    /** Read when the first event is to be converted: recordings of today have none. */
    private Conversion[][] byCode;

    Conversions() {
        for (int code = 0; code < fates.length; code++) {
            EventInfo info = events.event(code);
            fates[code] = fate(info);
            currentFrom[code] = currentFrom(info, fates[code]);
        }
    }

    Fate fate(int code) {
        return fates[code];
    }

    /** Whether an event is as today's are: nearly all that are asked about. */
    boolean isCurrent(int code, int paramCount) {
        return paramCount >= currentFrom[code];
    }

    private static int currentFrom(EventInfo info, Fate fate) {
        return switch (fate) {
            case PASS -> Integer.MIN_VALUE;
            case DROP -> Integer.MAX_VALUE;
            case EXAMINE -> {
                boolean isOld = info.has(EventFlag.OLD_VERSION) || !info.isExit();
                yield isOld ? Integer.MAX_VALUE : info.params().size();
            }
        };
    }

    Optional<Conversion> of(int code, int paramCount) {
        if (byCode == null) {
            byCode = new Conversion[events.size()][];
            read();
        }
        Conversion[] conversions = byCode[code];
        return conversions == null || paramCount < 0 || paramCount >= conversions.length
                ? Optional.empty()
                : Optional.ofNullable(conversions[paramCount]);
    }

    private static Fate fate(EventInfo info) {
        if (info.has(EventFlag.UNUSED)) {
            return Fate.DROP;
        }
        if (info.has(EventFlag.CONVERTER_MANAGED)) {
            return Fate.EXAMINE;
        }
        return info.has(EventFlag.OLD_VERSION) ? Fate.DROP : Fate.PASS;
    }

    private void read() {
        try (InputStream stream = Conversions.class.getResourceAsStream(TABLE);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    add(line.split("\t"));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(String[] columns) {
        int code = events.byCodeName(PREFIX + columns[0]).code();
        int paramCount = Integer.parseInt(columns[1]);
        String[] action = columns[2].split(" ");
        int target = action.length == 2 ? events.byCodeName(PREFIX + action[1]).code() : code;
        List<Step> steps =
                columns.length < 4
                        ? List.of()
                        : Arrays.stream(columns[3].split(" ")).map(Step::parse).toList();
        Conversion[] conversions = byCode[code];
        if (conversions == null || conversions.length <= paramCount) {
            conversions =
                    conversions == null
                            ? new Conversion[paramCount + 1]
                            : Arrays.copyOf(conversions, paramCount + 1);
            byCode[code] = conversions;
        }
        conversions[paramCount] = new Conversion(action(action[0]), target, steps);
    }

    private static Conversion.Action action(String word) {
        return Conversion.Action.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
