// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names of the host's users and groups, from {@code passwd} and {@code group}. {@link #refresh}
 * reads the files again when they have changed. One thread only.
 */
public final class Users {
    private static final FileTime NEVER = FileTime.fromMillis(-1);

    private final Optional<Path> passwd;
    private final Optional<Path> group;
    private final UserNames host = new UserNames();
    private final Map<String, UserNames> byContainer = new HashMap<>();
    private FileTime passwdTime = NEVER;
    private FileTime groupTime = NEVER;

    public Users(Path passwd, Path group) {
        this.passwd = Optional.of(passwd);
        this.group = Optional.of(group);
        refresh();
    }

    private Users() {
        this.passwd = Optional.empty();
        this.group = Optional.empty();
    }

    /** Nobody yet; users are added as a recording tells of them. */
    static Users ofRecording() {
        return new Users();
    }

    /** Those that the folder's passwd and group name: the host's, wherever its /etc is seen. */
    public static Users in(Path folder) {
        return new Users(folder.resolve("passwd"), folder.resolve("group"));
    }

    /** Those of the host this process runs on. */
    public static Users ofThisHost() {
        return in(Path.of("/etc"));
    }

    /** Those of the host. */
    public UserNames ofHost() {
        return host;
    }

    /**
     * Those of where a thread runs. A recording tells of each container's own; live, what a
     * container's files say is not read, and the host's names stand for them.
     */
    public UserNames of(Container container) {
        if (container.isHost() || passwd.isPresent()) {
            return host;
        }
        UserNames known = container.userNames();
        if (known == null) {
            known = ofContainer(new String(container.id(), StandardCharsets.ISO_8859_1));
            container.userNames(known);
        }
        return known;
    }

    /**
     * @param id as events have it, shortened; empty for the host
     */
    UserNames ofContainer(String id) {
        return id.isEmpty()
                ? host
                : byContainer.computeIfAbsent(Container.shortId(id), key -> new UserNames());
    }

    /** Reads what has changed since the last time. Cheap: two looks at a file's time otherwise. */
    public void refresh() {
        passwd.ifPresent(this::refreshUsers);
        group.ifPresent(this::refreshGroups);
    }

    private void refreshUsers(Path file) {
        FileTime newTime = time(file);
        if (!newTime.equals(passwdTime)) {
            passwdTime = newTime;
            host.clearUsers();
            for (String line : lines(file)) {
                addUser(line.split(":", -1));
            }
        }
    }

    private void refreshGroups(Path file) {
        FileTime newTime = time(file);
        if (!newTime.equals(groupTime)) {
            groupTime = newTime;
            host.clearGroups();
            for (String line : lines(file)) {
                addGroup(line.split(":", -1));
            }
        }
    }

    /** name:password:uid:gid:comment:home:shell; the first line of a uid counts, as in getpwuid. */
    private void addUser(String[] columns) {
        long uid = columns.length < 7 ? -1 : id(columns[2]);
        if (uid >= 0 && !host.hasUser(uid)) {
            host.put(
                    new RecordedUser(
                            uid,
                            id(columns[3]),
                            bytes(columns[0]),
                            bytes(columns[5]),
                            bytes(columns[6])));
        }
    }

    private void addGroup(String[] columns) {
        long gid = columns.length < 3 ? -1 : id(columns[2]);
        if (gid >= 0 && !host.hasGroup(gid)) {
            host.put(new RecordedGroup(gid, bytes(columns[0])));
        }
    }

    private static long id(String column) {
        try {
            return Long.parseLong(column);
        } catch (NumberFormatException notAnId) {
            return -1; // a NIS entry or a broken line: getpwuid does not see it either
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException missing) {
            return NEVER; // an image without the file: everybody but root is <NA>
        }
    }

    private static String[] lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).split("\n");
        } catch (IOException unreadable) {
            return new String[0];
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
