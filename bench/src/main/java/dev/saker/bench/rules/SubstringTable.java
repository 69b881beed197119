// SPDX-License-Identifier: Apache-2.0
package dev.saker.bench.rules;

import com.google.re2j.Pattern;
import com.sun.management.ThreadMXBean;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.Slice;
import dev.saker.schemas.SyscallEventReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What searching a name for many substrings costs, in processor time of one thread, names ever new:
 * rules of one {@code contains} each under the matcher, which walks over the name once
 * (Aho–Corasick), beside a search for one after the other and beside RE2/J with all as
 * alternatives. All three decode the record and must find the same names.
 */
public final class SubstringTable {
    private static final int NAMES = 2_048;
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 4;
    private static final List<Integer> LITERALS = List.of(10, 100, 1000);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SubstringTable() {}

    /** One way of searching; answers how many records hold a literal. */
    private interface Search {
        long run(List<byte[]> records);
    }

    public static void main(String[] args) {
        List<byte[]> records = OrdinaryEvents.records(NAMES, FieldGroup.DEFAULT);
        for (int count : LITERALS) {
            List<String> literals = new ArrayList<>(List.of("/lib7.so", "der1234."));
            for (int i = literals.size(); i < count; i++) {
                literals.add("/secret" + i * 7919 + "key");
            }
            race(count, records, matcher(literals), naive(literals), re2j(literals));
        }
    }

    private static void race(
            int count, List<byte[]> records, Search index, Search naive, Search re2j) {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        List<Search> searches = List.of(index, naive, re2j);
        for (int round = 0; round < ROUNDS; round++) {
            long[] found = new long[searches.size()];
            for (int way = 0; way < found.length; way++) {
                long start = THREADS.getCurrentThreadCpuTime();
                found[way] = searches.get(way).run(records);
                double nanos =
                        (double) (THREADS.getCurrentThreadCpuTime() - start) / records.size();
                best[way] = round < WARM_UP ? best[way] : Math.min(best[way], nanos);
            }
            if (found[0] == 0 || Arrays.stream(found).distinct().count() != 1) {
                throw new IllegalStateException("found " + Arrays.toString(found));
            }
        }
        System.out.printf(
                "%d literals: index %.0f ns/event, one by one %.0f (x%.2f), re2j %.0f (x%.2f)%n",
                count, best[0], best[1], best[1] / best[0], best[2], best[2] / best[0]);
    }

    private static Search matcher(List<String> literals) {
        StringBuilder rules = new StringBuilder();
        for (String literal : literals) {
            rules.append("- rule: ")
                    .append(literal)
                    .append("\n  desc: d\n  condition: evt.type = openat and fd.name contains \"")
                    .append(literal)
                    .append("\"\n  output: o\n  priority: INFO\n");
        }
        Matcher matcher =
                new Matcher(
                        MatchTable.load(List.of(new RuleSource("parts.yaml", rules.toString()))),
                        MatchMode.FIRST);
        AvroEventView view = new AvroEventView();
        Count count = new Count();
        return records -> {
            count.matches = 0;
            records.forEach(record -> matcher.match(view.wrap(record, 0, record.length), count));
            return count.matches;
        };
    }

    private static final class Count implements MatchHandler {
        private long matches;

        @Override
        public void onMatch(Rule rule, EventView event) {
            matches++;
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {}
    }

    private static Search naive(List<String> literals) {
        byte[][] parts =
                literals.stream()
                        .map(literal -> literal.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        return ofOpens(name -> Arrays.stream(parts).anyMatch(part -> contains(name, part)));
    }

    private static Search re2j(List<String> literals) {
        String any = literals.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        Pattern pattern = Pattern.compile(any);
        return ofOpens(name -> pattern.matcher(name.toString()).find());
    }

    /** Tests the names of files that were opened. */
    private static Search ofOpens(Predicate<Slice> test) {
        SyscallEventReader reader = new SyscallEventReader();
        Slice name = new Slice();
        int open = OrdinaryEvents.openType();
        return records -> {
            long found = 0;
            for (byte[] record : records) {
                reader.wrap(record, 0, record.length);
                if (reader.type() == open) {
                    reader.fdName(name);
                    found += test.test(name) ? 1 : 0;
                }
            }
            return found;
        };
    }

    private static boolean contains(Slice text, byte[] part) {
        byte[] array = text.array();
        int last = text.offset() + text.length() - part.length;
        for (int at = text.offset(); at <= last; at++) {
            if (array[at] == part[0]
                    && Arrays.equals(array, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
