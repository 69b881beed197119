// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.event;

import dev.saker.rules.field.FieldRef;
import java.util.Set;

/**
 * Fields that are read from the same part of an event, so that what rules say of them can be kept
 * with that part: it comes again with the next event of the same file or process.
 */
public enum FieldDomain {
    /** Of what kind the event is: opened to be written, a file, a socket that is connected. */
    KIND,
    /** What the event is about: names and addresses of a file or a socket. */
    DESCRIPTOR,
    /** Who did it: process, ancestors, user, container id. */
    CONTEXT,
    /** Everything else. */
    EVENT;

    private static final Set<String> KIND_FIELDS =
            Set.of(
                    "fd.type",
                    "fd.typechar",
                    "fd.name_changed",
                    "fd.is_upper_layer",
                    "fd.is_lower_layer",
                    "fd.l4proto",
                    "fd.sockfamily",
                    "fd.is_server",
                    "fd.connected",
                    "evt.is_open_read",
                    "evt.is_open_write",
                    "evt.is_open_exec",
                    "evt.is_open_create");

    private static final Set<String> DESCRIPTOR_FIELDS =
            Set.of(
                    "fd.name",
                    "fd.nameraw",
                    "fd.directory",
                    "fd.filename",
                    "fd.ip",
                    "fd.cip",
                    "fd.sip",
                    "fd.lip",
                    "fd.rip",
                    "fd.net",
                    "fd.cnet",
                    "fd.snet",
                    "fd.lnet",
                    "fd.rnet",
                    "fd.port",
                    "fd.cport",
                    "fd.sport",
                    "fd.lport",
                    "fd.rport",
                    "fd.proto",
                    "fd.cproto",
                    "fd.sproto",
                    "fd.lproto",
                    "fd.rproto");

    private static final Set<String> CONTEXT_FIELDS =
            Set.of(
                    "proc.name",
                    "proc.exe",
                    "proc.exepath",
                    "proc.cwd",
                    "proc.args",
                    "proc.cmdline",
                    "proc.exeline",
                    "proc.cmdlenargs",
                    "proc.cmdnargs",
                    "proc.pid",
                    "proc.vpid",
                    "proc.sid",
                    "proc.pgid",
                    "proc.vpgid",
                    "proc.tty",
                    "proc.exe_ino",
                    "proc.is_exe_writable",
                    "proc.is_exe_upper_layer",
                    "proc.is_exe_lower_layer",
                    "proc.is_exe_from_memfd",
                    "proc.is_sid_leader",
                    "proc.is_pgid_leader",
                    "proc.is_vpgid_leader",
                    "proc.pname",
                    "proc.pexe",
                    "proc.pexepath",
                    "proc.pcmdline",
                    "proc.ppid",
                    "proc.pvpid",
                    "proc.aname",
                    "proc.aexe",
                    "proc.aexepath",
                    "proc.acmdline",
                    "proc.apid",
                    "thread.ismain",
                    "thread.cap_permitted",
                    "thread.cap_effective",
                    "thread.cap_inheritable",
                    "user.uid",
                    "user.loginuid",
                    "user.name",
                    "user.loginname",
                    "user.homedir",
                    "user.shell",
                    "group.gid",
                    "group.name",
                    "container.id");

    public static FieldDomain of(FieldRef field) {
        String name = field.field().name();
        if (KIND_FIELDS.contains(name)) {
            return KIND;
        }
        if (DESCRIPTOR_FIELDS.contains(name)) {
            return DESCRIPTOR;
        }
        return CONTEXT_FIELDS.contains(name) ? CONTEXT : EVENT;
    }
}
