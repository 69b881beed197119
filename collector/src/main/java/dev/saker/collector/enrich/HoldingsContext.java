// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.enrich;

import dev.saker.collector.state.FdEntry;
import dev.saker.collector.state.HostState;
import dev.saker.schemas.Slice;

/** What the process of the current event has: environment, groups, memory, open descriptors. */
public abstract class HoldingsContext extends ActorContext {
    private static final int STANDARD_STREAMS = 3;
    private static final int CLOSED = -1;

    private final GroupNames groupNames = new GroupNames();

    HoldingsContext(HostState host, int projection) {
        super(host, projection);
    }

    @Override
    public boolean hasEnvironment() {
        return thread != null;
    }

    @Override
    public int environmentCount() {
        return thread.environment().count();
    }

    @Override
    public void environment(int index, Slice into) {
        thread.environment().item(index, into);
    }

    @Override
    public boolean hasCgroups() {
        return thread != null;
    }

    @Override
    public int cgroupCount() {
        return thread.cgroups.count();
    }

    @Override
    public void cgroup(int index, Slice into) {
        thread.cgroups.item(index, into);
        groupNames.normalize(into);
    }

    @Override
    public boolean hasResources() {
        return thread != null;
    }

    @Override
    public long vmSize() {
        return thread.vmSize;
    }

    @Override
    public long vmRss() {
        return thread.vmRss;
    }

    @Override
    public long vmSwap() {
        return thread.vmSwap;
    }

    @Override
    public long minorFaults() {
        return thread.minorFaults;
    }

    @Override
    public long majorFaults() {
        return thread.majorFaults;
    }

    @Override
    public long fdLimit() {
        return thread.leader().fdLimit;
    }

    @Override
    public long fdOpen() {
        return thread.hasLeader() ? thread.fds().size() : 0;
    }

    @Override
    public long threads() {
        return thread.liveThreads();
    }

    @Override
    public long children() {
        return thread.childThreads();
    }

    @Override
    public boolean hasOpenFdTypes() {
        return thread != null;
    }

    @Override
    public int openFdType(int number) {
        FdEntry entry = thread.fds().get(number);
        return entry == null ? CLOSED : entry.type().ordinal();
    }

    @Override
    public int openFdTypes() {
        return thread.fds().types();
    }

    @Override
    public boolean hasStdio() {
        return thread != null;
    }

    @Override
    public int stdioCount() {
        return STANDARD_STREAMS;
    }

    @Override
    public int stdioType(int index) {
        FdEntry entry = thread.fds().get(index);
        return entry == null ? CLOSED : entry.type().ordinal();
    }

    @Override
    public void stdioName(int index, Slice into) {
        FdEntry entry = thread.fds().get(index);
        into.set(entry == null ? EMPTY : entry.name());
    }
}
