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
    private final EventHandler[] handlers = new EventHandler[EventTable.get().size()];
    private final boolean[] hasResult = new boolean[handlers.length];
    private final Change[] changes = new Change[handlers.length];
    private final int[] fdParam = new int[handlers.length];
    private final ThreadSource[] threadSource = new ThreadSource[handlers.length];
    private final EnterEvents enters = new EnterEvents();
    private final boolean[] threadless = new boolean[handlers.length];

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

    public StateUpdater(HostState host) {
        this.host = host;
        this.current = new CurrentEvent(host);
        for (int code = 0; code < handlers.length; code++) {
            EventInfo info = EventTable.get().event(code);
            handlers[code] = NOTHING;
            changes[code] = Change.NONE;
            hasResult[code] = hasResult(info);
            fdParam[code] = fdParam(info);
            threadSource[code] = threadSource(info);
            threadless[code] = EventCodes.isClone(code) || EventCodes.isWithoutThread(code);
        }
        ProcessEvents processes = new ProcessEvents(host);
        processes.enterImages((type, handler) -> on(type, Change.OWN, handler));
        processes.enterLives((type, handler) -> on(type, Change.SOME, handler));
        FileEvents files = new FileEvents(host.paths(), host.containers());
        files.enter(this::onDescriptors);
        files.enterDirectories((type, handler) -> on(type, Change.OWN, handler));
        new DescriptorEvents(host.threads()).enter(this::onDescriptors);
        new SocketEvents().enter(this::onDescriptors);
        IdentityEvents.enter((type, handler) -> on(type, Change.OWN, handler));
        new ContainerEvents(host.containers()).enter(this::onAll);
        enters.enter(this::onDescriptors);
        new UserEvents(host.users()).enter(this::onAll);
        new FlowEvents(host.addresses()).enter(this::onDescriptors);
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
        int code = event.type();
        current.event = event;
        current.info = event.info();
        current.code = code;
        current.thread = null;
        current.fdNumber = CurrentEvent.NO_FD;
        current.fd = null;
        current.fdNameBefore = null;
        current.closesFd = false;
        current.enter = null;
        current.container = null;
        current.containerMetadata = null;
        current.hasResult = hasResult[code] && event.paramCount() > 0;
        current.result = current.hasResult ? event.longParam(0, 0) : 0;
        findThread(event, code);
        findFd(event, code);
        if (current.thread != null && current.thread.enter != null) {
            current.enter = enters.take(current);
        }
        if (current.thread != null || threadless[code]) {
            if (changes[code] == Change.NONE) {
                handlers[code].apply(current);
            } else {
                change(code);
            }
        }
        return current;
    }

    private void change(int code) {
        contextChanges(code);
        handlers[code].apply(current);
        if (changes[code] == Change.OWN && current.thread != null) {
            current.thread.changed();
            current.thread.leader().changed();
        }
    }

    private void contextChanges(int code) {
        if (changes[code] == Change.ALL) {
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
        if (changes[current.code] != Change.NONE) {
            // Also what it was while it happened: its thread may not be who the table knows by now.
            contextChanges(current.code);
        }
    }

    /** Whoever the kernel says inherits children has to be known, if only by its number. */
    private void findReaper(ThreadEntry dying) {
        if (dying.reaperTid > 0) {
            host.threadOrLookup(dying.reaperTid, current.event.time());
        }
    }

    private void findThread(ScapEvent event, int code) {
        current.thread =
                switch (threadSource[code]) {
                    case NOBODY -> null;
                    case TABLE -> host.threads().get(event.tid());
                    case TABLE_OR_LOOKUP -> host.threadOrLookup(event.tid(), event.time());
                };
        if (current.thread != null) {
            current.thread.lastSeen = event.time();
        }
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

    private void findFd(ScapEvent event, int code) {
        int param = fdParam[code];
        if (param == NO_PARAM || current.thread == null || event.isEmpty(param)) {
            return;
        }
        current.fdNumber = event.longParam(param);
        current.fd = current.thread.fds().get(current.fdNumber);
        current.fdNameBefore = current.fd == null ? null : current.fd.name();
    }

    private void on(int code, Change change, EventHandler handler) {
        handlers[code] = handler;
        changes[code] = change;
    }

    private void onAll(int code, EventHandler handler) {
        on(code, Change.ALL, handler);
    }

    /** A handler that touches nothing but descriptors. */
    private void onDescriptors(int code, EventHandler handler) {
        handlers[code] = handler;
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
