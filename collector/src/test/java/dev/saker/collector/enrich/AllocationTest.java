// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import static dev.saker.collector.testing.Deeds.AT_FDCWD;
import static dev.saker.collector.testing.Deeds.born;
import static dev.saker.collector.testing.Deeds.close;
import static dev.saker.collector.testing.Deeds.connect;
import static dev.saker.collector.testing.Deeds.exec;
import static dev.saker.collector.testing.Deeds.openAt;
import static dev.saker.collector.testing.Deeds.socket;
import static dev.saker.collector.testing.Deeds.tuple;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.state.ThreadLookup;
import dev.saker.collector.state.Users;
import dev.saker.scap.ScapEvent;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.SyscallEventWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the event's bytes to the record's, nothing is allocated but what the state keeps. */
class AllocationTest {
    /** One entry for each open, socket and connect; the rest of the events keep nothing. */
    private static final long MAX_BYTES_PER_EVENT = 90;

    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;

    private final HostState host =
            new HostState(
                    100,
                    new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES),
                    Users.ofThisHost(),
                    ThreadLookup.NONE,
                    0);
    private final StateUpdater updater = new StateUpdater(host);
    private final EventContext context =
            new EventContext(host, new EventIdentity(), "node", FieldGroup.DEFAULT);
    private final SyscallEventWriter writer = new SyscallEventWriter();

    @Test
    void steadyState_allocatesOnlyDescriptors() {
        List<ScapEvent> beginning = List.of(born(1, 0).build(), exec(1, "/bin/sh", "sh").build());
        run(beginning, 1);
        List<ScapEvent> events =
                List.of(
                        openAt(1, 3, AT_FDCWD, "/etc/hostname", 1).build(),
                        openAt(1, 4, AT_FDCWD, "relative/../path", 1).build(),
                        openAt(1, -2, AT_FDCWD, "missing", 1).build(),
                        socket(1, 5, 2, 1, 0).build(),
                        connect(1, 5, 0, tuple("10.0.0.1", 4000, "10.0.0.2", 80)).build(),
                        close(1, 3).build(),
                        close(1, 4).build(),
                        close(1, 5).build());
        run(events, WARM_UP);

        long before = allocated();
        run(events, MEASURED);
        long perEvent = (allocated() - before) / ((long) MEASURED * events.size());

        assertThat(perEvent).isLessThanOrEqualTo(MAX_BYTES_PER_EVENT);
    }

    private void run(List<ScapEvent> events, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (int index = 0; index < events.size(); index++) {
                context.of(updater.apply(events.get(index)));
                writer.write(context, FieldGroup.ALL);
                updater.finish();
            }
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
