// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import dev.saker.collector.enrich.EventContext;
import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.state.ThreadLookup;
import dev.saker.collector.state.Users;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.SyscallEventWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * The collector's view of a host on which nothing has happened but what a case tells: the processes
 * above are born and become what they are, then the event itself comes. Its record is what the
 * collector would publish.
 */
final class CaseHost {
    static final long EVENT_TIME = 1_800_000_000_000_000_000L;
    private static final int THREADS = 100;
    private static final Path USERS = Path.of("src/test/resources/users");

    private final StateUpdater updater;
    private final EventContext context;
    private final SyscallEventWriter writer = new SyscallEventWriter();

    private CaseHost() {
        HostState state =
                new HostState(
                        THREADS,
                        new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES),
                        new Users(USERS.resolve("passwd"), USERS.resolve("group")),
                        ThreadLookup.NONE,
                        0);
        updater = new StateUpdater(state);
        context = new EventContext(state, new EventIdentity(), "node", FieldGroup.DEFAULT);
    }

    /** The record of the event that a case describes. */
    static byte[] record(Map<String, Object> fields) {
        return record(fields, EVENT_TIME);
    }

    /** The same at a time, in nanoseconds. */
    static byte[] record(Map<String, Object> fields, long time) {
        return new CaseHost().play(new CaseScript(new Said(fields), time));
    }

    private byte[] play(CaseScript script) {
        for (KernelEvent earlier : script.before()) {
            updater.apply(earlier.build());
            updater.finish();
        }
        context.of(updater.apply(script.event().build()));
        writer.write(context, FieldGroup.DEFAULT);
        return writer.copyBytes();
    }
}
