// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.field.FieldRef;
import dev.saker.scap.EventTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Which argument of a system call points to the name that a field tells of it. */
public final class NameArguments {
    /**
     * A name that a call takes.
     *
     * @param register of the call's arguments, from 0
     * @param parameter of the event
     * @param fields that are this name, resolved or as it was passed
     */
    private record Name(int register, String parameter, Set<String> fields) {}

    private static final Set<String> OPENED =
            Set.of("fd.name", "fd.nameraw", "fd.directory", "fs.path.name", "fs.path.nameraw");
    private static final Set<String> CREATED = Set.of("fd.name", "fd.nameraw", "fd.directory");
    private static final Set<String> PATH = Set.of("fs.path.name", "fs.path.nameraw");
    private static final Set<String> SOURCE = Set.of("fs.path.source", "fs.path.sourceraw");
    private static final Set<String> TARGET = Set.of("fs.path.target", "fs.path.targetraw");

    private final List<Name> names;

    private NameArguments(List<Name> names) {
        this.names = names;
    }

    public static NameArguments of(int code) {
        List<Name> names =
                switch (EventTable.get().event(code).name()) {
                    case "open" -> one(0, "name", OPENED);
                    case "openat", "openat2" -> one(1, "name", OPENED);
                    case "creat" -> one(0, "name", CREATED);
                    case "unlink", "rmdir", "mkdir", "chown", "lchown" -> one(0, "path", PATH);
                    case "chdir", "chroot", "mknod" -> one(0, "path", Set.of());
                    case "mknodat" -> one(1, "path", Set.of());
                    case "unlinkat" -> one(1, "name", PATH);
                    case "mkdirat" -> one(1, "path", PATH);
                    case "chmod" -> one(0, "filename", PATH);
                    case "fchmodat" -> one(1, "filename", PATH);
                    case "fchownat" -> one(1, "pathname", PATH);
                    case "rename" -> two(0, "oldpath", SOURCE, 1, "newpath", TARGET);
                    case "renameat", "renameat2" -> two(1, "oldpath", SOURCE, 3, "newpath", TARGET);
                    // What a link is made from is Falco's target.
                    case "link" -> two(0, "oldpath", TARGET, 1, "newpath", SOURCE);
                    case "linkat" -> two(1, "oldpath", TARGET, 3, "newpath", SOURCE);
                    case "symlink" -> one(1, "linkpath", SOURCE);
                    case "symlinkat" -> one(2, "linkpath", SOURCE);
                    default -> List.of();
                };
        return new NameArguments(names);
    }

    private static List<Name> one(int register, String parameter, Set<String> fields) {
        return List.of(new Name(register, parameter, fields));
    }

    private static List<Name> two(
            int first,
            String firstParameter,
            Set<String> firstFields,
            int second,
            String secondParameter,
            Set<String> secondFields) {
        List<Name> both = new ArrayList<>(one(first, firstParameter, firstFields));
        both.addAll(one(second, secondParameter, secondFields));
        return both;
    }

    /** The parameters of the event that are such names, by argument of the call. */
    public Map<Integer, String> parameters() {
        return names.stream().collect(Collectors.toMap(Name::register, Name::parameter));
    }

    /** The argument that a field is read from, if one alone decides it. */
    OptionalInt register(FieldRef field) {
        for (Name name : names) {
            boolean byParameter =
                    field.field().name().equals("evt.arg")
                            && field.argument().equals(name.parameter());
            if (byParameter || name.fields().contains(field.field().name())) {
                return OptionalInt.of(name.register());
            }
        }
        return OptionalInt.empty();
    }
}
