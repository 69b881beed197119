// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.match;

import dev.saker.rules.event.EventSample;
import dev.saker.rules.event.EventSample.Ancestor;
import dev.saker.rules.event.EventSample.Fd;
import dev.saker.rules.event.EventSample.Resolved;
import dev.saker.scap.EventTable;
import dev.saker.schemas.EventShape;
import dev.saker.schemas.FdFlag;
import dev.saker.schemas.FdType;
import dev.saker.schemas.FieldGroup;
import dev.saker.schemas.ProcessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What fields mean, over plain objects, written a second time. */
final class PlainFields {
    static final Object NULL = "null".toCharArray();
    static final Object UNKNOWN = "unknown".toCharArray();

    static final List<String> NAMES =
            List.of(
                    "evt.type",
                    "evt.num",
                    "evt.rawres",
                    "evt.failed",
                    "evt.is_open_read",
                    "evt.arg.name",
                    "evt.rawarg.flags",
                    "evt.arg[0]",
                    "fd.num",
                    "fd.name",
                    "fd.directory",
                    "fd.filename",
                    "fd.type",
                    "fd.typechar",
                    "fd.l4proto",
                    "fd.ip",
                    "fd.net",
                    "fd.port",
                    "fd.sip",
                    "fd.snet",
                    "fd.cport",
                    "proc.name",
                    "proc.cmdline",
                    "proc.args",
                    "proc.pname",
                    "proc.pexe",
                    "proc.ppid",
                    "proc.aname",
                    "proc.aname[0]",
                    "proc.aname[2]",
                    "proc.aexe",
                    "proc.apid",
                    "proc.acmdline",
                    "proc.env",
                    "proc.env[HOME]",
                    "proc.duration",
                    "proc.tty",
                    "proc.sname",
                    "proc.fdusage",
                    "thread.ismain",
                    "thread.cgroups",
                    "user.uid",
                    "user.name",
                    "user.loginuid",
                    "user.homedir",
                    "container.id",
                    "container.image.repository");

    private PlainFields() {}

    static Object value(String field, EventSample event) {
        if (field.startsWith("fd.")) {
            return event.fd == null ? NULL : fdValue(field, event);
        }
        if (field.matches("(proc|thread|user)\\..*")) {
            return event.process == null ? NULL : processValue(field, event);
        }
        return eventValue(field, event);
    }

    private static Object eventValue(String field, EventSample event) {
        return switch (field) {
            case "evt.type" -> EventTable.get().event(event.type).name();
            case "evt.num" -> event.num;
            case "evt.rawres" -> event.res == null ? NULL : event.res;
            case "evt.failed" -> event.res == null ? NULL : (Object) (event.res < 0);
            case "evt.is_open_read" -> (event.shape & EventShape.OPEN_READ.bit()) != 0;
            case "evt.arg.name" -> event.args.size() < 3 ? NULL : argText(event.args.get(2));
            case "evt.rawarg.flags" -> event.args.size() < 4 ? NULL : orNull(event.args.get(3));
            case "evt.arg[0]" -> event.args.isEmpty() ? NULL : "3";
            case "container.id" -> event.containerId;
            case "container.image.repository" ->
                    event.containerId.equals("host")
                            ? ""
                            : event.tellsContainerMetadata() ? NULL : UNKNOWN;
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static Object orNull(Object value) {
        return value == null ? NULL : value;
    }

    private static Object argText(Object arg) {
        if (arg == null) {
            return "<NA>";
        }
        if (arg instanceof Resolved resolved) {
            return resolved.text().isEmpty() ? resolved.raw() : resolved.text();
        }
        return arg;
    }

    private static Object fdValue(String field, EventSample event) {
        Fd fd = event.fd;
        boolean known = !FdFlag.UNKNOWN_TO_TABLE.in(fd.flags);
        switch (field) {
            case "fd.num":
                return fd.num;
            case "fd.name":
                return orNull(fd.name);
            case "fd.typechar":
                return typeChar(event, known);
            case "fd.directory":
                return known && fd.type != FdType.FILE && fd.type != FdType.DIRECTORY
                        ? NULL
                        : directory(fd, known);
            default:
                return known ? knownFdValue(field, fd) : NULL;
        }
    }

    private static String typeChar(EventSample event, boolean known) {
        boolean guess = !known && event.fd.type == FdType.UNKNOWN;
        boolean openat = EventTable.get().event(event.type).name().equals("openat");
        return guess && openat ? "f" : String.valueOf(event.fd.type.typeChar());
    }

    private static Object directory(Fd fd, boolean known) {
        if (fd.name == null) {
            return NULL;
        }
        if (known && fd.type == FdType.DIRECTORY) {
            return fd.name;
        }
        int slash = fd.name.lastIndexOf('/');
        if (slash <= 0) {
            return "/";
        }
        return slash == fd.name.length() - 1 ? fd.name : fd.name.substring(0, slash);
    }

    private static Object knownFdValue(String field, Fd fd) {
        boolean socket = fd.type == FdType.IPV4 || fd.type == FdType.IPV6;
        boolean server = fd.type == FdType.IPV4_SERVER;
        boolean roles = server || socket && FdFlag.ROLE_KNOWN.in(fd.flags);
        return switch (field) {
            case "fd.filename" -> fd.type == FdType.FILE ? fileName(fd.name) : NULL;
            case "fd.type" -> fd.type.text();
            case "fd.l4proto" -> fd.l4Protocol.text();
            case "fd.sip", "fd.snet" -> roles ? fd.tuple.serverIp() : NULL;
            case "fd.cport" -> roles && socket ? (Object) (long) fd.tuple.clientPort() : NULL;
            case "fd.ip", "fd.net" ->
                    sides(
                            fd,
                            fd.tuple == null ? null : fd.tuple.clientIp(),
                            fd.tuple == null ? null : fd.tuple.serverIp());
            case "fd.port" ->
                    sides(
                            fd,
                            fd.tuple == null ? null : (long) fd.tuple.clientPort(),
                            fd.tuple == null ? null : (long) fd.tuple.serverPort());
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static List<Object> sides(Fd fd, Object client, Object server) {
        return switch (fd.type) {
            case IPV4, IPV6 -> List.of(client, server);
            case IPV4_SERVER -> List.of(server);
            default -> List.of();
        };
    }

    private static Object fileName(String name) {
        if (name == null) {
            return NULL;
        }
        int slash = name.lastIndexOf('/');
        if (slash < 0) {
            return "/";
        }
        return slash == name.length() - 1 ? name : name.substring(slash + 1);
    }

    private static Object processValue(String field, EventSample event) {
        EventSample.Process process = event.process;
        return switch (field) {
            case "proc.name", "proc.aname[0]" -> process.name;
            case "proc.cmdline" -> commandLine(process.name, process.args);
            case "proc.args" -> String.join(" ", process.args);
            case "proc.duration" ->
                    process.cloneTime == 0 ? NULL : (Object) (event.time - process.cloneTime);
            case "proc.tty" -> process.tty;
            case "thread.ismain" -> ProcessFlag.MAIN_THREAD.in(process.flags);
            case "user.uid" -> event.user.uid;
            case "user.name" -> event.user.name;
            case "user.loginuid" -> event.user.loginUid;
            default ->
                    field.matches("proc\\.(p|a).*")
                            ? ancestorValue(field, event)
                            : groupValue(field, event);
        };
    }

    private static Object groupValue(String field, EventSample event) {
        return switch (field) {
            case "user.homedir" -> of(event, FieldGroup.USER_DETAILS, event.user.home);
            case "proc.env" ->
                    of(event, FieldGroup.ENVIRONMENT, String.join(" ", event.environment));
            case "proc.env[HOME]" ->
                    of(event, FieldGroup.ENVIRONMENT, event.environment.get(0).substring(5));
            case "proc.sname" -> of(event, FieldGroup.LEADERS, event.leaders.get(0).name());
            case "proc.fdusage" -> of(event, FieldGroup.RESOURCES, 8 * 100.0 / 1024);
            case "thread.cgroups" -> of(event, FieldGroup.CGROUPS, String.join(" ", event.cgroups));
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static Object of(EventSample event, FieldGroup group, Object value) {
        return group.in(event.projection) ? value : UNKNOWN;
    }

    private static String commandLine(String name, List<String> args) {
        return args.isEmpty() ? name : name + " " + String.join(" ", args);
    }

    private static Object ancestorValue(String field, EventSample event) {
        return switch (field) {
            case "proc.pname" -> ancestor(event, 0, Ancestor::name);
            case "proc.ppid" -> ancestor(event, 0, Ancestor::pid);
            case "proc.pexe" -> ancestor(event, 0, details(event, 0, Ancestor::exe));
            case "proc.aname[2]" -> ancestor(event, 1, Ancestor::name);
            case "proc.aname" -> ancestors(event, i -> Ancestor::name);
            case "proc.apid" -> ancestors(event, i -> Ancestor::pid);
            case "proc.aexe" -> ancestors(event, i -> details(event, i, Ancestor::exe));
            case "proc.acmdline" ->
                    ancestors(event, i -> details(event, i, a -> commandLine(a.name(), a.args())));
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static Object ancestor(
            EventSample event, int index, Function<Ancestor, Object> property) {
        return index < event.ancestors.size() ? property.apply(event.ancestors.get(index)) : NULL;
    }

    private static List<Object> ancestors(
            EventSample event, Function<Integer, Function<Ancestor, Object>> property) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < event.ancestors.size(); i++) {
            values.add(property.apply(i).apply(event.ancestors.get(i)));
        }
        return values;
    }

    private static Function<Ancestor, Object> details(
            EventSample event, int index, Function<Ancestor, Object> property) {
        FieldGroup group = index == 0 ? FieldGroup.PARENT_DETAILS : FieldGroup.ANCESTOR_DETAILS;
        return ancestor -> group.in(event.projection) ? property.apply(ancestor) : UNKNOWN;
    }
}
