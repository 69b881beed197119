// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

/** Events by which a thread becomes somebody else: users, groups, capabilities, sessions. */
final class IdentityEvents {
    private static final long CLONE_NEWUSER = 1 << 20;
    private static final long PR_SET_CHILD_SUBREAPER = 36;
    private static final long PR_GET_CHILD_SUBREAPER = 37;

    /** Capabilities that Linux 5.9 and later have: 0 to 40. */
    private static final long ALL_CAPABILITIES = (1L << 41) - 1;

    private final HostState host;

    IdentityEvents(HostState host) {
        this.host = host;
    }

    void enter(HandlerTable table) {
        table.on(EventCodes.SETUID, event -> setUser(event, 1));
        table.on(EventCodes.SETREUID, event -> setUser(event, 2));
        table.on(EventCodes.SETRESUID, event -> setUser(event, 2));
        table.on(EventCodes.SETGID, event -> setGroup(event, 1));
        table.on(EventCodes.SETREGID, event -> setGroup(event, 2));
        table.on(EventCodes.SETRESGID, event -> setGroup(event, 2));
        table.on(EventCodes.CAPSET, IdentityEvents::capset);
        table.on(EventCodes.UNSHARE, event -> newUserNamespace(event, 1));
        table.on(EventCodes.SETNS, event -> newUserNamespace(event, 2));
        table.on(EventCodes.SETSID, IdentityEvents::setsid);
        table.on(EventCodes.PRCTL, IdentityEvents::prctl);
    }

    /** -1 in a call that sets several ids means: leave this one as it is. */
    private void setUser(CurrentEvent event, int param) {
        if (event.succeeded() && event.has(param)) {
            event.thread.uid = chosen(event.number(param), event.thread.uid);
        }
    }

    private void setGroup(CurrentEvent event, int param) {
        if (event.succeeded() && event.has(param)) {
            event.thread.gid = chosen(event.number(param), event.thread.gid);
        }
    }

    private long chosen(long id, long present) {
        return id == ThreadEntry.NO_ID && !host.isStrictFalco() ? present : id;
    }

    private static void capset(CurrentEvent event) {
        if (event.succeeded()) {
            event.thread.capInheritable = event.number(1);
            event.thread.capPermitted = event.number(2);
            event.thread.capEffective = event.number(3);
        }
    }

    private static void newUserNamespace(CurrentEvent event, int flagsParam) {
        if (event.succeeded() && (event.number(flagsParam) & CLONE_NEWUSER) != 0) {
            event.thread.capInheritable = ALL_CAPABILITIES;
            event.thread.capPermitted = ALL_CAPABILITIES;
            event.thread.capEffective = ALL_CAPABILITIES;
        }
    }

    private static void setsid(CurrentEvent event) {
        if (event.succeeded()) {
            event.thread.sid = event.result;
        }
    }

    private static void prctl(CurrentEvent event) {
        if (event.succeeded()
                && isSubreaperOption(event.number(1))
                && !event.thread.isPlaceholder()) {
            event.thread.leader().reaper = event.number(3) != 0;
            event.thread.leader().changed();
        }
    }

    /** Setting it and asking for it both tell what it is now. */
    private static boolean isSubreaperOption(long option) {
        return option == PR_SET_CHILD_SUBREAPER || option == PR_GET_CHILD_SUBREAPER;
    }
}
