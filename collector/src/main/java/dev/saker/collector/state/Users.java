// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Names of the host's users and groups, from {@code passwd} and {@code group}. {@link #refresh}
 * reads the files again when they have changed. One thread only.
 */
public final class Users {
    private static final byte[] UNKNOWN = ThreadEntry.UNKNOWN_NAME;
    private static final byte[] ROOT = "root".getBytes(StandardCharsets.US_ASCII);
    private static final FileTime NEVER = FileTime.fromMillis(-1);

    private final Optional<Path> passwd;
    private final Optional<Path> group;
    private final LongMap<User> users = new LongMap<>();
    private final LongMap<byte[]> groups = new LongMap<>();
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

    void addUser(long uid, byte[] name, byte[] home, byte[] shell) {
        users.put(uid, new User(name, home, shell));
    }

    void addGroup(long gid, byte[] name) {
        groups.put(gid, name);
    }

    /** Those that the folder's passwd and group name: the host's, wherever its /etc is seen. */
    public static Users in(Path folder) {
        return new Users(folder.resolve("passwd"), folder.resolve("group"));
    }

    public static Users ofHost() {
        return in(Path.of("/etc"));
    }

    /** The name, or {@code <NA>}; root is root whatever the file says. */
    public byte[] userName(long uid) {
        User user = users.get(uid);
        return user == null ? fallback(uid) : user.name;
    }

    public byte[] home(long uid) {
        User user = users.get(uid);
        return user == null ? UNKNOWN : user.home;
    }

    public byte[] shell(long uid) {
        User user = users.get(uid);
        return user == null ? UNKNOWN : user.shell;
    }

    public byte[] groupName(long gid) {
        byte[] name = groups.get(gid);
        return name == null ? fallback(gid) : name;
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
            users.clear();
            for (String line : lines(file)) {
                addUser(line.split(":", -1));
            }
        }
    }

    private void refreshGroups(Path file) {
        FileTime newTime = time(file);
        if (!newTime.equals(groupTime)) {
            groupTime = newTime;
            groups.clear();
            for (String line : lines(file)) {
                addGroup(line.split(":", -1));
            }
        }
    }

    /** name:password:uid:gid:comment:home:shell; the first line of a uid counts, as in getpwuid. */
    private void addUser(String[] columns) {
        long uid = columns.length < 7 ? -1 : id(columns[2]);
        if (uid >= 0 && users.get(uid) == null) {
            users.put(uid, new User(bytes(columns[0]), bytes(columns[5]), bytes(columns[6])));
        }
    }

    private void addGroup(String[] columns) {
        long gid = columns.length < 3 ? -1 : id(columns[2]);
        if (gid >= 0 && groups.get(gid) == null) {
            groups.put(gid, bytes(columns[0]));
        }
    }

    private static byte[] fallback(long id) {
        return id == 0 ? ROOT : UNKNOWN;
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

    private record User(byte[] name, byte[] home, byte[] shell) {}
}
