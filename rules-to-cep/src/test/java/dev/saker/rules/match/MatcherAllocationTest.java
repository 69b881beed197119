// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Conformance;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventView;
import dev.saker.rules.field.FieldRef;
import dev.saker.schemas.FieldGroup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Exactly nothing: once warm, a round over all records must take no byte. */
class MatcherAllocationTest {
    private static final int RECORDS = 500;

    /** More than it takes until every condition that becomes bytecode has become it. */
    private static final int MOST_ROUNDS = 2000;

    /** Every class of field and of operator; no event of these tests matches. */
    private static final String RULES =
            """
            - macro: reads
              condition: (evt.type in (open, openat, openat2) and evt.is_open_read=true and fd.num>=0)
            - rule: Never by file
              desc: reads
              condition: >
                reads and fd.name startswith /nowhere and fd.directory pmatch (/etc, /usr/*/bin)
                and not proc.name in (none, nobody) and evt.arg.flags contains O_CREAT
              output: x
              priority: INFO
            - rule: Never by process
              desc: reads
              condition: >
                evt.type in (open, openat, execve, connect, close) and
                (proc.cmdline contains "xyzzy" or proc.aname in (nothing, none) or
                 proc.pcmdline icontains XYZZY or proc.acmdline[2] endswith xyzzy or
                 proc.env contains "xyzzy=" or thread.cap_effective contains CAP_XYZZY or
                 toupper(proc.name) = XYZZY or evt.args contains xyzzy)
              output: x
              priority: INFO
            - rule: Never by socket
              desc: reads
              condition: >
                evt.type = connect and (fd.ip = 203.0.113.7 or fd.net in ("198.51.100.0/24")
                or fd.sport in (6667, 6668) or fd.rip = 203.0.113.8 or fd.l4proto = sctp)
              output: x
              priority: INFO
            """;

    /** What once took objects: regular expressions and patterns that come with the event. */
    private static final String PATTERNS =
            """
            - rule: Never by expression
              desc: reads
              condition: >
                evt.type in (open, openat, execve, connect, close) and
                (proc.name regex "(x|y)+z?z" or proc.cmdline regex ".*bash [0-9]{3}" or
                 fd.name regex ".*/(p|s)[a-z]*[0-9]" or proc.aname regex "s+h[0-9]")
              output: x
              priority: INFO
            - rule: Never by pattern of the event
              desc: reads
              condition: >
                evt.type in (open, openat, execve, connect, close) and
                (proc.exepath glob val(evt.arg.name) and fd.name = "/nowhere" or
                 toupper(proc.name) glob val(fd.name))
              output: x
              priority: INFO
            """;

    /** Says when the test's own assumption, that nothing matches, fails. */
    private static final class Refuse implements MatchHandler {
        @Override
        public void onMatch(Rule rule, EventView event) {
            throw new AssertionError("matched: " + rule.name());
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            throw new AssertionError("unknown: " + field);
        }
    }

    @Test
    void event_that_matches_nothing_allocates_nothing() {
        assertThat(bytes(List.of(new RuleSource("rules.yaml", RULES)))).isZero();
    }

    @Test
    void event_that_matches_no_pattern_allocates_nothing() {
        assertThat(bytes(List.of(new RuleSource("patterns.yaml", PATTERNS)))).isZero();
    }

    @Test
    void event_that_matches_none_of_falcos_rules_allocates_nothing() throws IOException {
        List<RuleSource> files =
                List.of(
                        Conformance.rules("falco_rules.yaml"),
                        Conformance.rules("falco-incubating_rules.yaml"),
                        Conformance.rules("falco-sandbox_rules.yaml"));

        assertThat(bytes(files)).isZero();
    }

    /** Bytes that all records take: at best of some rounds, since the first warm up. */
    private static long bytes(List<RuleSource> files) {
        Compilation compilation = RuleCompiler.compile(files, CompilerOptions.defaults());
        Matcher matcher = new Matcher(compilation.ruleSet().orElseThrow(), MatchMode.ALL);
        List<byte[]> records = recordsWithoutFindings(matcher);
        AvroEventView view = new AvroEventView();
        Refuse refuse = new Refuse();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long between = threads.getCurrentThreadAllocatedBytes();
            match(matcher, records, view, refuse);
            long after = threads.getCurrentThreadAllocatedBytes();
            least = Math.min(least, after - between - (between - before));
        }
        return least;
    }

    private static void match(
            Matcher matcher, List<byte[]> records, AvroEventView view, MatchHandler handler) {
        for (int i = 0; i < records.size(); i++) {
            byte[] record = records.get(i);
            matcher.match(view.wrap(record, 0, record.length), handler);
        }
    }

    private static List<byte[]> recordsWithoutFindings(Matcher matcher) {
        RandomSample samples = new RandomSample(new Random(42));
        List<byte[]> records = new ArrayList<>();
        while (records.size() < RECORDS) {
            EventSample event = records.size() % 2 == 0 ? samples.next() : samples.nextOfAnyType();
            event.projection = FieldGroup.ALL;
            boolean[] found = new boolean[1];
            event.containerId = "host";
            matcher.match(event.view(), new Note(found));
            if (!found[0]) {
                records.add(event.record());
            }
        }
        return records;
    }

    /** Notes that there was a finding. */
    private record Note(boolean[] found) implements MatchHandler {
        @Override
        public void onMatch(Rule rule, EventView event) {
            found[0] = true;
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            found[0] = true;
        }
    }
}
