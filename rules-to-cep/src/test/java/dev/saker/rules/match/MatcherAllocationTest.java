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

class MatcherAllocationTest {
    private static final int RECORDS = 500;
    private static final int ROUNDS = 50;

    /** Until every condition that becomes bytecode has become it. */
    private static final int WARM_UP = 20;

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
        assertThat(bytesPerEvent(List.of(new RuleSource("rules.yaml", RULES)))).isLessThan(0.1);
    }

    @Test
    void event_that_matches_none_of_falcos_rules_allocates_nothing() throws IOException {
        List<RuleSource> files =
                List.of(
                        Conformance.rules("falco_rules.yaml"),
                        Conformance.rules("falco-incubating_rules.yaml"),
                        Conformance.rules("falco-sandbox_rules.yaml"));

        assertThat(bytesPerEvent(files)).isLessThan(0.1);
    }

    private static double bytesPerEvent(List<RuleSource> files) {
        Compilation compilation = RuleCompiler.compile(files, CompilerOptions.defaults());
        Matcher matcher = new Matcher(compilation.ruleSet().orElseThrow(), MatchMode.ALL);
        List<byte[]> records = recordsWithoutFindings(matcher);
        AvroEventView view = new AvroEventView();
        Refuse refuse = new Refuse();
        for (int round = 0; round < WARM_UP; round++) {
            match(matcher, records, view, refuse);
        }

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        match(matcher, records, view, refuse);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        return (double) allocated / (RECORDS * ROUNDS);
    }

    private static void match(
            Matcher matcher, List<byte[]> records, AvroEventView view, MatchHandler handler) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < records.size(); i++) {
                byte[] record = records.get(i);
                matcher.match(view.wrap(record, 0, record.length), handler);
            }
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
