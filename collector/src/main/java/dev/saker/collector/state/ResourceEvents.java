// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/** Events that tell how much a process uses and may use, and where it is. */
final class ResourceEvents {
    private static final long NOFILE = 7;
    private static final long UNLIMITED = -1;

    private final HostState host;

    ResourceEvents(HostState host) {
        this.host = host;
    }

    void enter(HandlerTable table) {
        table.on(EventCodes.GETCWD, this::getcwd);
        table.on(EventCodes.GETRLIMIT, this::rlimit);
        table.on(EventCodes.SETRLIMIT, this::rlimit);
        table.on(EventCodes.PRLIMIT, this::prlimit);
        table.on(EventCodes.BRK, ResourceEvents::memory);
        table.on(EventCodes.MMAP, ResourceEvents::memory);
        table.on(EventCodes.MMAP2, ResourceEvents::memory);
        table.on(EventCodes.MUNMAP, ResourceEvents::memory);
        table.on(EventCodes.SWITCH, ResourceEvents::contextSwitch);
    }

    /** The kernel knows best; our own answer is wrong only if a change was lost. */
    private void getcwd(CurrentEvent event) {
        if (event.succeeded() && event.has(1) && event.thread.hasLeader()) {
            byte[] path = event.text(1);
            ThreadEntry leader = event.thread.leader();
            byte[] resolved = host.paths().resolve(leader.ownCwd, path, 0, path.length);
            leader.ownCwd = host.paths().directory(resolved);
            leader.changed();
        }
    }

    private void rlimit(CurrentEvent event) {
        if (event.succeeded() && event.has(3) && event.number(3) == NOFILE) {
            setFdLimit(event.thread, event.event().longParam(1, UNLIMITED));
        }
    }

    private void prlimit(CurrentEvent event) {
        if (!event.hasResult || event.result != 0 || !event.has(6) || event.number(6) != NOFILE) {
            return;
        }
        if (!event.has(5)) {
            return;
        }
        long tid = event.number(5);
        ThreadEntry thread = tid == 0 ? event.thread : host.threads().get(tid);
        if (thread != null) {
            setFdLimit(thread, event.event().longParam(1, UNLIMITED));
        }
    }

    private static void setFdLimit(ThreadEntry thread, long limit) {
        if (limit != UNLIMITED && thread.hasLeader()) {
            thread.leader().fdLimit = limit;
        }
    }

    /** Sizes are the process's when the call returned, whether it did what was asked or not. */
    private static void memory(CurrentEvent event) {
        ThreadEntry thread = event.thread;
        thread.vmSize = event.event().longParam(1, thread.vmSize);
        thread.vmRss = event.event().longParam(2, thread.vmRss);
        thread.vmSwap = event.event().longParam(3, thread.vmSwap);
    }

    private static void contextSwitch(CurrentEvent event) {
        if (!event.has(5)) {
            return;
        }
        ThreadEntry thread = event.thread;
        thread.majorFaults = event.number(1);
        thread.minorFaults = event.number(2);
        if (thread.hasLeader()) {
            thread.leader().vmSize = event.number(3);
            thread.leader().vmRss = event.number(4);
            thread.leader().vmSwap = event.number(5);
        }
    }
}
