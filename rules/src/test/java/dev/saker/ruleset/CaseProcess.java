// SPDX-License-Identifier: Apache-2.0
package dev.saker.ruleset;

import java.util.ArrayList;
import java.util.List;

/** The process of a case and those above it, as the events by which they came to be. */
final class CaseProcess {
    static final long TID = 4242;

    private static final long NOBODY = 0xffffffffL;
    private static final long IN_PID_NAMESPACE = 1L << 29;
    private static final long EXE_FROM_MEMFD = 1 << 2;
    private static final long LONG_AGO = 1_000_000_000_000_000L;
    private static final int MAX_NAME = 15;

    private final Said said;
    private final long tid;
    private final long started;
    private final List<String> ancestors = new ArrayList<>();
    private final String path;
    private final List<String> cgroups;
    private final boolean contained;

    CaseProcess(Said said, long eventTime) {
        this.said = said;
        this.tid = said.flag("child") ? TID + 1 : TID;
        this.started = eventTime - 1_000_000L;
        ancestors.add(said.text("proc.pname", "bash"));
        ancestors.addAll(said.words("proc.aname"));
        path = said.text("proc.exepath", "/usr/bin/cat");
        String container = said.text("container.id", "host");
        contained = !container.equals("host");
        cgroups = List.of("memory=" + (contained ? cgroup(container) : "/user.slice"));
    }

    /** That of a child of the usual process, if the case says so. */
    long tid() {
        return tid;
    }

    long started() {
        return started;
    }

    private static String cgroup(String container) {
        return "/machine.slice/libpod-"
                + container
                + "0".repeat(64 - container.length())
                + ".scope";
    }

    /** The births of all, the oldest first, and what the ancestors became. */
    List<KernelEvent> births() {
        List<KernelEvent> births = new ArrayList<>();
        for (int above = ancestors.size(); above > 0; above--) {
            String name = ancestors.get(above - 1);
            births.add(birth(tid - above, tid - above - 1, tid - above, List.of("memory=/")));
            births.add(
                    image(tid - above, "execve", started, "/usr/bin/" + name, name)
                            .with("cgroups", List.of("memory=/")));
        }
        births.add(birth(tid, tid - 1, said.number("proc.vpid", tid), cgroups));
        return births;
    }

    private KernelEvent birth(long tid, long parent, long innerPid, List<String> groups) {
        boolean namespace = contained && tid == tid;
        return KernelEvent.of("clone", tid, started)
                .with("res", 0)
                .with("exe", "sh")
                .with("tid", tid)
                .with("pid", tid)
                .with("ptid", parent)
                .with("comm", "sh")
                .with("cgroups", groups)
                .with("flags", namespace ? IN_PID_NAMESPACE : 0)
                .with("uid", 0)
                .with("gid", 0)
                .with("vtid", innerPid)
                .with("vpid", innerPid);
    }

    /** The process becomes the program that the case tells of. */
    KernelEvent exec(String call, long time) {
        String base = path.substring(path.lastIndexOf('/') + 1);
        long age = said.number("proc.exe_ino.ctime_duration_proc_start", LONG_AGO);
        long login = said.number("user.loginuid", -1);
        return image(tid, call, time, path, said.text("proc.name", base))
                .with("args", said.words("proc.args"))
                .with("cgroups", cgroups)
                .with("tty", said.number("proc.tty", 0))
                .with("loginuid", login < 0 ? NOBODY : login)
                .with("uid", said.number("user.uid", 0))
                .with("flags", said.flag("proc.is_exe_from_memfd") ? EXE_FROM_MEMFD : 0)
                .with("exe_ino_ctime", started - age);
    }

    private static KernelEvent image(long tid, String call, long time, String path, String name) {
        return KernelEvent.of(call, tid, time)
                .with("res", 0)
                .with("exe", name)
                .with("tid", tid)
                .with("pid", tid)
                .with("ptid", tid - 1)
                .with("comm", name.substring(0, Math.min(MAX_NAME, name.length())))
                .with("tty", 0)
                .with("loginuid", NOBODY)
                .with("uid", 0)
                .with("gid", 0)
                .with("trusted_exepath", path);
    }
}
