// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.file.Machine;
import dev.saker.scap.file.RecordedDescriptor;
import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedProcess;
import dev.saker.scap.file.RecordedUser;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a recorded host: what {@link ProcScanner} is for a live one. A recording's lists
 * fill it, then {@link #finish} ties the threads together.
 */
public final class RecordedHost {
    private final HostState host;
    private final RecordedThread threads;
    private final RecordedFds fds;
    private final List<ThreadEntry> found = new ArrayList<>();

    /**
     * @param threadCapacity how many threads are remembered
     * @param strictFalco whether what Falco keeps by mistake is kept so here, too
     */
    public RecordedHost(int threadCapacity, ContainerPatterns patterns, boolean strictFalco) {
        // Nobody can be asked about a thread that the recording does not know.
        host =
                new HostState(
                        threadCapacity,
                        patterns,
                        Users.ofRecording(),
                        (tid, state, time) -> null,
                        0);
        host.strictFalco(strictFalco);
        threads = new RecordedThread(host);
        fds = new RecordedFds(host);
    }

    public HostState state() {
        return host;
    }

    public void machine(Machine machine) {
        host.bootedAt(machine.bootTime());
    }

    public void user(RecordedUser user) {
        host.users().ofHost().put(user);
        host.contextChanged();
    }

    public void group(RecordedGroup group) {
        host.users().ofHost().put(group);
        host.contextChanged();
    }

    public void process(RecordedProcess process) {
        ThreadEntry entry = threads.of(process);
        host.contextChanged();
        if (host.threads().store(entry)) {
            found.add(entry);
        }
    }

    /** Descriptors of a thread that no list named belong to nobody. */
    public void descriptor(long tid, RecordedDescriptor descriptor) {
        ThreadEntry thread = host.threads().get(tid);
        if (thread != null) {
            fds.add(thread, descriptor);
        }
    }

    /** The lists are read; events follow. */
    public void finish() {
        fds.finish();
        // Of a thread that the list names twice the last is right.
        found.removeIf(entry -> host.threads().get(entry.tid) != entry);
        found.forEach(entry -> ThreadTree.link(entry, host.threads()));
        found.clear();
        host.contextChanged();
    }
}
