// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.EventFlag;
import dev.saker.scap.EventInfo;
import dev.saker.scap.EventTable;
import dev.saker.scap.ParamInfo;
import dev.saker.scap.ParamType;
import dev.saker.scap.ScapEvent;

/**
 * Carries the host's state from event to event. {@link #apply} does what the event does, so that
 * its own consequences are visible (a new program's name, a new descriptor); what it ends (a
 * thread, a descriptor) stays visible until {@link #finish}.
 */
public final class StateUpdater {
    private static final int NO_PARAM = -1;
    private static final EventHandler NOTHING = event -> {};

    private final HostState host;
    private final CurrentEvent current;
    private final Step[] steps = new Step[EventTable.get().size()];
    private final EnterEvents enters = new EnterEvents();
    private final FileEvents files;

    /** Of which threads an event changes what is told of them. */
    private enum Change {
        NONE,
        /** Of those that the handler says have changed. */
        SOME,
        /** Of the one that made the event, and of who shares its process. */
        OWN,
        ALL
    }

    /** Where the thread of an event is looked for. */
    private enum ThreadSource {
        NOBODY,
        TABLE,
        TABLE_OR_LOOKUP
    }

    /** What is done about the events of one type. */
    private static final class Step {
        private final EventInfo info;
        private final boolean hasResult;
        private final int fdParam;
        private final ThreadSource threadSource;
        private final boolean threadless;

        /** Says nothing of where its thread is: a call that has begun goes on after it. */
        private final boolean betweenEnterAndExit;

        private EventHandler handler = NOTHING;
        private Change change = Change.NONE;

        Step(EventInfo info) {
            int code = info.code();
            this.info = info;
            hasResult = hasResult(info);
            fdParam = fdParam(info);
            threadSource = threadSource(info);
            betweenEnterAndExit = code == EventCodes.SWITCH || code == EventCodes.PROCINFO;
            threadless = EventCodes.isClone(code) || EventCodes.isWithoutThread(code);
        }
    }

    public StateUpdater(HostState host) {
        this.host = host;
        this.current = new CurrentEvent(host);
        for (int code = 0; code < steps.length; code++) {
            steps[code] = new Step(EventTable.get().event(code));
        }
        ProcessEvents processes = new ProcessEvents(host);
        processes.enterImages((type, handler) -> on(type, Change.OWN, handler));
        processes.enterLives((type, handler) -> on(type, Change.SOME, handler));
        files = new FileEvents(host);
        files.enter(this::onDescriptors);
        files.enterDirectories((type, handler) -> on(type, Change.OWN, handler));
        new DescriptorEvents(host).enter(this::onDescriptors);
        new SocketEvents(host).enter(this::onDescriptors);
        new IdentityEvents(host).enter((type, handler) -> on(type, Change.OWN, handler));
        new ContainerEvents(host.containers()).enter(this::onAll);
        enters.enter(this::onDescriptors);
        new UserEvents(host.users()).enter(this::onAll);
        new FlowEvents(host).enter(this::onDescriptors);
        new ResourceEvents(host).enter((type, handler) -> on(type, Change.SOME, handler));
    }

    public HostState host() {
        return host;
    }

    /** The event of the last {@link #apply}. */
    public CurrentEvent current() {
        return current;
    }

    /** Applies an event. The event's bytes must stay until {@link #finish}. */
    public CurrentEvent apply(ScapEvent event) {
        Step step = steps[event.type()];
        current.begin(event, step.info);
        if (step.hasResult && event.paramCount() > 0) {
            current.hasResult = true;
            current.result = event.longParam(0, 0);
        }
        ThreadEntry thread = thread(event, step.threadSource);
        current.thread = thread;
        if (thread != null) {
            thread.lastSeen = event.time();
            findFd(event, step.fdParam, thread);
            if (thread.enter != null && !step.betweenEnterAndExit) {
                current.enter = enters.take(current);
            }
        }
        if (thread != null || step.threadless) {
            handle(step);
        }
        return current;
    }

    /** What happens all the time comes first, for its own sake and for Java's compiler's. */
    private void handle(Step step) {
        if (step.change != Change.NONE) {
            change(step);
        } else if (current.code == EventCodes.OPENAT) {
            files.openedAt(current);
        } else if (step.handler != NOTHING) {
            step.handler.apply(current);
        }
    }

    private void change(Step step) {
        contextChanges(step.change);
        step.handler.apply(current);
        if (step.change == Change.OWN && current.thread != null) {
            current.thread.changed();
            current.thread.leader().changed();
        }
    }

    private void contextChanges(Change change) {
        if (change == Change.ALL) {
            host.contextChanged();
        } else {
            host.threadsChanged();
        }
    }

    /**
     * Whether events of a type may stand at a recording's beginning for a list of what there was.
     */
    public static boolean isOfLists(int code) {
        return EventCodes.isWithoutThread(code) && code != EventCodes.PLUGIN;
    }

    /** Whether events of a type tell the state something and are nothing that rules see. */
    public static boolean isForStateOnly(int code) {
        return EventCodes.isKeptEnter(code);
    }

    /** The event has been dealt with: what it ended goes. */
    public void finish() {
        if (current.closesFd) {
            current.thread.fds().remove(current.fdNumber);
        }
        if (current.code == EventCodes.PROCEXIT && current.thread != null) {
            findReaper(current.thread);
            host.threads().remove(current.thread);
        }
        Change change = steps[current.code].change;
        if (change != Change.NONE) {
            // Also what it was while it happened: its thread may not be who the table knows by now.
            contextChanges(change);
        }
    }

    /** Whoever the kernel says inherits children has to be known, if only by its number. */
    private void findReaper(ThreadEntry dying) {
        if (dying.reaperTid > 0) {
            host.threadOrLookup(dying.reaperTid, current.event.time());
        }
    }

    private ThreadEntry thread(ScapEvent event, ThreadSource source) {
        if (source == ThreadSource.TABLE_OR_LOOKUP) {
            return host.threadOrLookup(event.tid(), event.time());
        }
        return source == ThreadSource.TABLE ? host.threads().get(event.tid()) : null;
    }

    /** Births bring their own news, and /proc knows nothing of the dead. */
    private static ThreadSource threadSource(EventInfo info) {
        int code = info.code();
        boolean tableOnly =
                EventCodes.isClone(code)
                        || code == EventCodes.PROCEXIT
                        || code == EventCodes.PROCINFO
                        || code == EventCodes.SWITCH;
        if (tableOnly) {
            return ThreadSource.TABLE;
        }
        boolean nobody = EventCodes.isWithoutThread(code) || info.has(EventFlag.SKIP_PARSE_RESET);
        return nobody ? ThreadSource.NOBODY : ThreadSource.TABLE_OR_LOOKUP;
    }

    private void findFd(ScapEvent event, int param, ThreadEntry thread) {
        if (param == NO_PARAM || event.isEmpty(param)) {
            return;
        }
        long number = event.longParam(param);
        FdEntry fd = thread.fds().get(number);
        current.fdNumber = number;
        current.fd = fd;
        current.fdNameBefore = fd == null ? null : fd.name();
    }

    private void on(int code, Change change, EventHandler handler) {
        steps[code].handler = handler;
        steps[code].change = change;
    }

    private void onAll(int code, EventHandler handler) {
        on(code, Change.ALL, handler);
    }

    /** A handler that touches nothing but descriptors. */
    private void onDescriptors(int code, EventHandler handler) {
        steps[code].handler = handler;
    }

    private static boolean hasResult(EventInfo info) {
        boolean syscall =
                info.codeName().startsWith("PPME_SYSCALL_")
                        || info.codeName().startsWith("PPME_SOCKET_");
        return syscall
                && info.isExit()
                && !info.params().isEmpty()
                && info.params().get(0).type().isInteger();
    }

    /**
     * The parameter with the descriptor an event is about: the first after the result. A splice is
     * about where it writes to.
     */
    private static int fdParam(EventInfo info) {
        if (!info.has(EventFlag.USES_FD)) {
            return NO_PARAM;
        }
        if (info.code() == EventCodes.SPLICE) {
            return 2;
        }
        for (int index = 1; index < info.params().size(); index++) {
            ParamInfo param = info.params().get(index);
            if (param.type() == ParamType.FD) {
                return index;
            }
        }
        return NO_PARAM;
    }
}
