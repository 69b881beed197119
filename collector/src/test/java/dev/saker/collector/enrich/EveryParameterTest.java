// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import static dev.saker.collector.testing.Deeds.AT_FDCWD;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.connect;
import static dev.saker.collector.testing.Deeds.openAt;
import static dev.saker.collector.testing.Deeds.socket;
import static dev.saker.collector.testing.Deeds.tuple;
import static dev.saker.collector.testing.Deeds.unixTuple;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.EventCodes;
import dev.saker.collector.testing.Event;
import dev.saker.collector.testing.TestHost;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.rules.output.FieldRow;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ScapEvent;
import dev.saker.scap.ScapEventWriter;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.SyscallEventWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every event of the table with boundary and random values of every parameter: evt.args, evt.arg by
 * position and by name, and evt.res are what {@link ExpectedText} says, from the host's state and
 * from the record that is written of it.
 */
class EveryParameterTest {
    private static final int O_DIRECTORY = 1 << 11;
    private static final int EVENT_TYPES = 454;

    /** Differences, of which no more are of use. */
    private static final int MANY = 200;

    private static final OutputValue NULL = OutputValue.NULL;

    private final EventIdentity identity = new EventIdentity();
    private final SyscallEventWriter writer = new SyscallEventWriter();
    private final SyscallEventReader record = new SyscallEventReader();
    private final SyscallEventView recordView = new SyscallEventView(record);
    private final List<String> differences = new ArrayList<>();
    private final Set<Integer> seen = new HashSet<>();
    private TestHost host;
    private EventContext context;
    private SyscallEventView view;
    private long nextTid;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 20261122)
    void everyParameter_ofEveryEvent_readsAsFalcoPrintsIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        useHost();
        for (int code = 0; code < EventTable.get().size(); code++) {
            EventInfo info = EventTable.get().event(code);
            tryValues(info, random, seed);
            if (info.name().startsWith("user") || info.name().startsWith("group")) {
                useHost(); // these change the names that the others are rendered with
            }
        }

        assertThat(differences).isEmpty();
        assertThat(seen).as("event types that were tried").hasSize(EVENT_TYPES);
    }

    private void useHost() {
        host = new TestHost(100_000, FieldGroup.ALL);
        context = new EventContext(host.state, identity, "node-1", FieldGroup.ALL);
        view = new SyscallEventView(context);
        nextTid = 100_000;
    }

    private void tryValues(EventInfo info, SplittableRandom random, long seed) {
        FieldRow fields = fields(info);
        ParameterValues values = new ParameterValues(random, nextTid);
        List<List<byte[]>> choices = info.params().stream().map(values::of).toList();
        int rounds = choices.stream().mapToInt(List::size).max().orElse(1);
        for (int round = 0; round < rounds; round++) {
            long tid = process();
            ScapEventWriter event = new ScapEventWriter().begin(1_000_000_000L, tid, info.code());
            for (int param = 0; param < choices.size(); param++) {
                List<byte[]> choice = choices.get(param);
                event.putBytes(choice.get((round + 5 * param) % choice.size()));
            }
            ScapEvent scap = new ScapEvent().wrap(event.end(), 0);
            String label = "seed %d, %s, round %d".formatted(seed, info.codeName(), round);
            host.during(scap, current -> check(label, current, fields));
            assertThat(differences).hasSizeLessThan(MANY);
        }
    }

    private static FieldRow fields(EventInfo info) {
        List<String> names = new ArrayList<>(List.of("evt.args", "evt.res"));
        for (int param = 0; param < info.params().size(); param++) {
            names.add("evt.arg[" + param + "]");
            names.add("evt.arg." + info.params().get(param).name());
        }
        return new FieldRow(names);
    }

    /** A process of its own for the event, with a descriptor of every kind that has a name. */
    private long process() {
        long tid = nextTid++;
        host.apply(born(tid, 1));
        host.apply(Event.of(EventCodes.CHDIR, tid).with("res", 0).with("path", "/home/alice"));
        host.apply(openAt(tid, 3, AT_FDCWD, "/etc/passwd", 1));
        host.apply(socket(tid, 4, 2, 1, 0));
        host.apply(connect(tid, 4, 0, tuple("10.0.0.1", 40000, "192.0.2.7", 443)));
        host.apply(socket(tid, 5, 10, 2, 17));
        host.apply(connect(tid, 5, 0, tuple("2001:db8::1", 40000, "2001:db8::2", 53)));
        host.apply(socket(tid, 6, 1, 1, 0));
        host.apply(connect(tid, 6, 0, unixTuple(1, 2, "/run/app.sock")));
        host.apply(openAt(tid, 7, AT_FDCWD, "/var/log", O_DIRECTORY));
        host.apply(socket(tid, 8, 2, 3, 1));
        host.apply(socket(tid, ParameterValues.LAST_FD, 16, 3, 0));
        return tid;
    }

    private Void check(String label, CurrentEvent current, FieldRow fields) {
        seen.add(current.code());
        context.of(current);
        view.reset();
        List<OutputField> row = fields.of(view);
        List<OutputField> expected = expected(current, row);

        compare(label, row, expected);
        writer.write(context, FieldGroup.ALL);
        byte[] bytes = writer.copyBytes();
        record.wrap(bytes, 0, bytes.length);
        recordView.reset();
        compare(label + ", the record", fields.of(recordView), expected);
        return null;
    }

    private void compare(String label, List<OutputField> row, List<OutputField> expected) {
        for (int column = 0; column < expected.size(); column++) {
            if (!row.get(column).equals(expected.get(column))) {
                differences.add(label + ": " + row.get(column) + ", not " + expected.get(column));
            }
        }
    }

    private List<OutputField> expected(CurrentEvent current, List<OutputField> row) {
        ScapEvent event = current.event();
        List<ParamInfo> params = event.info().params();
        List<String> named = new ArrayList<>();
        List<OutputField> expected = new ArrayList<>();
        expected.add(null);
        expected.add(new OutputField("evt.res", result(current)));
        for (int param = 0; param < params.size(); param++) {
            ExpectedText text = ExpectedText.of(event, param, host.state, current.thread());
            named.add(text.named(params.get(param).name()));
            expected.add(field(row, expected.size(), text.shown()));
            expected.add(field(row, expected.size(), text.shown()));
        }
        boolean generic = event.info().codeName().equals("PPME_GENERIC_X");
        expected.set(0, field(row, 0, generic ? "" : String.join(" ", named)));
        return expected;
    }

    private static OutputField field(List<OutputField> row, int column, String text) {
        return new OutputField(row.get(column).name(), OutputValue.of(text));
    }

    /** Of an exit of a system call: whether it succeeded, or what its first parameter says. */
    private OutputValue result(CurrentEvent current) {
        EventInfo info = current.info();
        boolean syscall = info.codeName().matches("PPME_(SYSCALL|SOCKET)_.*_X");
        if (!syscall || info.params().isEmpty() || !info.params().get(0).type().isInteger()) {
            return NULL;
        }
        if (current.event().isEmpty(0) || current.event().longParam(0) >= 0) {
            return OutputValue.of("SUCCESS");
        }
        return OutputValue.of(
                ExpectedText.of(current.event(), 0, host.state, current.thread()).shown());
    }
}
