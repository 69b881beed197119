// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.replay;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which records of a topic: all of them, those appended in an interval, or some of one partition by
 * their offsets. As text {@code TOPIC}, {@code TOPIC@FROM..TO} with times as in ISO 8601, either of
 * which may be left out, or {@code TOPIC@PARTITION:FIRST..LAST}.
 *
 * @param from time of the append, inclusive
 * @param to exclusive
 */
public record TopicRange(
        String topic, Optional<Instant> from, Optional<Instant> to, Optional<Offsets> offsets) {
    private static final Pattern OFFSETS =
            Pattern.compile("(\\d{1,9}):(\\d{1,18})\\.\\.(\\d{1,18})?");

    /**
     * Of one partition.
     *
     * @param last inclusive; empty for the end
     */
    public record Offsets(int partition, long first, OptionalLong last) {}

    /**
     * @throws IllegalArgumentException if it is no range, in words
     */
    public static TopicRange parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return new TopicRange(text, Optional.empty(), Optional.empty(), Optional.empty());
        }
        String topic = text.substring(0, at);
        String range = text.substring(at + 1);
        Matcher offsets = OFFSETS.matcher(range);
        if (offsets.matches()) {
            return ofOffsets(topic, offsets);
        }
        int dots = range.indexOf("..");
        if (dots < 0) {
            throw new IllegalArgumentException(
                    "'"
                            + range
                            + "' is no range: FROM..TO with times such as 2026-11-22T07:00:00Z, or"
                            + " PARTITION:FIRST..LAST");
        }
        Optional<Instant> from = instant(range.substring(0, dots));
        Optional<Instant> to = instant(range.substring(dots + 2));
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException("the range ends before it begins: " + range);
        }
        return new TopicRange(topic, from, to, Optional.empty());
    }

    private static TopicRange ofOffsets(String topic, Matcher offsets) {
        long first = Long.parseLong(offsets.group(2));
        OptionalLong last =
                offsets.group(3) == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(Long.parseLong(offsets.group(3)));
        if (last.isPresent() && last.getAsLong() < first) {
            throw new IllegalArgumentException(
                    "the range ends before it begins: " + offsets.group());
        }
        Offsets range = new Offsets(Integer.parseInt(offsets.group(1)), first, last);
        return new TopicRange(topic, Optional.empty(), Optional.empty(), Optional.of(range));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time such as 2026-11-22T07:00:00Z", e);
        }
    }
}
