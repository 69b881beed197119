// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.EventCodes;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.state.ThreadLookup;
import dev.saker.collector.state.Users;
import dev.saker.collector.testing.Deeds;
import dev.saker.collector.testing.Event;
import dev.saker.rules.event.DescriptorPart;
import dev.saker.rules.event.SyscallEventView;
import dev.saker.scap.ByteSink;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.SyscallEventWriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A writer that remembers what it said of a thread says what one does that remembers nothing, and
 * events with one context number say the same of their process, those with one number of a
 * descriptor the same of it.
 */
class RememberedContextTest {
    private static final int STEPS = 5000;
    private static final int TIDS = 300; // more than the writer remembers, so that some displace

    private final HostState host =
            new HostState(
                    TIDS - 20,
                    new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES),
                    Users.ofThisHost(),
                    ThreadLookup.NONE,
                    0);
    private final StateUpdater updater = new StateUpdater(host);
    private final EventContext context =
            new EventContext(host, new EventIdentity(), "node", FieldGroup.DEFAULT);
    private final SyscallEventWriter remembering = new SyscallEventWriter();
    private final SyscallEventView view = new SyscallEventView(context);
    private final ByteSink key = new ByteSink();
    private final Map<Long, byte[]> byNumber = new HashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private int numbered;
    private int numberedFiles;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42, 20261122})
    void randomHistory_recordsAreThoseOfAForgetfulWriter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        apply(Deeds.born(1, 0), FieldGroup.DEFAULT, seed);
        for (int step = 0; step < STEPS; step++) {
            int groups = random.nextInt(20) == 0 ? FieldGroup.ALL : FieldGroup.DEFAULT;
            apply(event(random).at(step * 1_000_000L), groups, seed);
            if (random.nextInt(500) == 0) {
                host.purge(1, step * 1_000_000L, tid -> random.nextInt(10) > 0);
            }
        }
        assertThat(byNumber.size()).as("numbers are used again").isLessThan(numbered * 3 / 4);
        assertThat(files.size()).as("files come again").isLessThan(numberedFiles / 4);
    }

    private void apply(Event event, int groups, long seed) {
        context.of(updater.apply(event.build()));
        SyscallEventWriter forgetful = new SyscallEventWriter();
        remembering.write(context, groups);
        forgetful.write(context, groups);
        assertThat(remembering.copyBytes()).as("seed %d", seed).isEqualTo(forgetful.copyBytes());
        checkNumber(seed);
        checkDescriptorNumber(seed);
        updater.finish();
    }

    /** One number, one kind and one type: one key. */
    private void checkDescriptorNumber(long seed) {
        long number = context.descriptorNumber();
        if (number != 0) {
            numberedFiles++;
            key.clear();
            view.appendDescriptor(DescriptorPart.ALL, key);
            byte[] bytes = Arrays.copyOf(key.array(), key.length());
            String known = view.type() + "/" + view.kind() + "/" + number;
            byte[] before = files.putIfAbsent(known, bytes);
            assertThat(before == null ? bytes : before)
                    .as("seed %d, descriptor %s", seed, known)
                    .isEqualTo(bytes);
        }
    }

    private void checkNumber(long seed) {
        long number = context.contextNumber();
        assertThat(number == 0).isEqualTo(!context.hasProcess());
        if (number != 0) {
            numbered++;
            key.clear();
            view.appendContext(key);
            byte[] bytes = Arrays.copyOf(key.array(), key.length());
            byte[] before = byNumber.putIfAbsent(number, bytes);
            assertThat(before == null ? bytes : before)
                    .as("seed %d, number %d", seed, number)
                    .isEqualTo(bytes);
        }
    }

    /** Mostly events that change nothing of the process, as on a real host. */
    private static Event event(SplittableRandom random) {
        long tid = 1 + random.nextInt(random.nextBoolean() ? 5 : TIDS);
        long other = 1 + random.nextInt(TIDS);
        String path = "/d" + random.nextInt(5);
        return switch (random.nextInt(30)) {
            case 0 -> Deeds.born(other, tid);
            case 1 -> Deeds.cloned(tid, other, 0);
            case 2 -> Deeds.threadBorn(other, tid, 1);
            case 3 -> Deeds.exec(tid, path, "tool", path.repeat(random.nextInt(4) * 400));
            case 4 -> Deeds.exit(tid, other);
            case 5 -> Event.of(EventCodes.CHDIR, tid).with("res", 0).with("path", path);
            case 6 -> Event.of(EventCodes.FCHDIR, tid).with("res", 0).with("fd", 3);
            case 7 -> Event.of(EventCodes.SETUID, tid).with("res", 0).with("uid", other % 3);
            case 8 -> Event.of(EventCodes.SETSID, tid).with("res", tid);
            case 9 ->
                    Event.of(EventCodes.PRCTL, tid)
                            .with("res", 0)
                            .with("option", 36)
                            .with("arg2_str", "")
                            .with("arg2_int", other % 2);
            case 10, 11, 12, 13, 14 -> Deeds.close(tid, 3);
            default -> Deeds.openAt(tid, 3, Deeds.AT_FDCWD, path, 1);
        };
    }
}
