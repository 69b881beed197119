// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.testing;

import dev.saker.collector.enrich.EventContext;
import dev.saker.collector.enrich.EventIdentity;
import dev.saker.collector.state.Container;
import dev.saker.collector.state.ContainerPatterns;
import dev.saker.collector.state.CurrentEvent;
import dev.saker.collector.state.EventCodes;
import dev.saker.collector.state.FdEntry;
import dev.saker.collector.state.HostState;
import dev.saker.collector.state.StateUpdater;
import dev.saker.collector.state.ThreadEntry;
import dev.saker.collector.state.ThreadLookup;
import dev.saker.collector.state.Users;
import dev.saker.scap.ScapEvent;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.SyscallEventReader;
import dev.saker.schemas.SyscallEventWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A host whose state is made by the test's events alone. */
public final class TestHost {
    public static final long BOOT_TIME = 500;

    public final HostState state;
    private final StateUpdater updater;
    private final EventContext context;
    private final EventIdentity identity = new EventIdentity();
    private final SyscallEventWriter writer = new SyscallEventWriter();

    public TestHost() {
        this(1000, FieldGroup.DEFAULT);
    }

    public TestHost(int threads, int projection) {
        state =
                new HostState(
                        threads,
                        new ContainerPatterns(ContainerPatterns.CONTAINERD_NAMESPACES),
                        users(),
                        ThreadLookup.NONE,
                        BOOT_TIME);
        updater = new StateUpdater(state);
        context = new EventContext(state, identity, "node-1", projection);
    }

    /** Applies the event and finishes it. */
    public CurrentEvent apply(Event event) {
        CurrentEvent current = updater.apply(event.build());
        updater.finish();
        return current;
    }

    /** What the record of the event says. */
    public SyscallEventReader record(Event event) {
        context.of(updater.apply(event.build()));
        writer.write(context, FieldGroup.ALL);
        byte[] bytes = writer.copyBytes();
        updater.finish();
        SyscallEventReader reader = new SyscallEventReader();
        reader.wrap(bytes, 0, bytes.length);
        return reader;
    }

    /** What somebody sees who looks at an event after its own consequences, before what it ends. */
    public <T> T during(ScapEvent event, Function<CurrentEvent, T> look) {
        T seen = look.apply(updater.apply(event));
        updater.finish();
        return seen;
    }

    /** A process of which the first thing seen is its control group. */
    public Container startContainer(long tid, String cgroup) {
        apply(
                Event.of(EventCodes.EXECVE, tid)
                        .with("res", 0)
                        .with("exe", "sh")
                        .with("tid", tid)
                        .with("pid", tid)
                        .with("cgroups", new String[] {"memory=" + cgroup}));
        return thread(tid).container;
    }

    public ThreadEntry thread(long tid) {
        return state.threads().get(tid);
    }

    public FdEntry fd(long tid, long fd) {
        return thread(tid).fds().get(fd);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Users users() {
        try {
            Path directory = Files.createTempDirectory("saker-users");
            Path passwd = directory.resolve("passwd");
            Path group = directory.resolve("group");
            // The folder last: what is registered last goes first.
            List.of(directory, passwd, group).forEach(path -> path.toFile().deleteOnExit());
            Files.writeString(
                    passwd,
                    "root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000::/home/alice:/bin/sh\n");
            Files.writeString(group, "root:x:0:\nusers:x:1000:alice\n");
            return new Users(passwd, group);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
