// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.nio.charset.StandardCharsets;

/** The users and groups of the host or of one container. The arrays are not to be written to. */
public final class UserNames {
    private static final byte[] UNKNOWN = ThreadEntry.UNKNOWN_NAME;
    private static final byte[] ROOT = "root".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROOT_HOME = "/root".getBytes(StandardCharsets.US_ASCII);

    private final LongMap<User> users = new LongMap<>();
    private final LongMap<byte[]> groups = new LongMap<>();

    private record User(byte[] name, byte[] home, byte[] shell) {}

    void putUser(long uid, byte[] name, byte[] home, byte[] shell) {
        users.put(uid, new User(name, home, shell));
    }

    void putGroup(long gid, byte[] name) {
        groups.put(gid, name);
    }

    void removeUser(long uid) {
        users.remove(uid);
    }

    void removeGroup(long gid) {
        groups.remove(gid);
    }

    boolean hasUser(long uid) {
        return users.get(uid) != null;
    }

    boolean hasGroup(long gid) {
        return groups.get(gid) != null;
    }

    void clearUsers() {
        users.clear();
    }

    void clearGroups() {
        groups.clear();
    }

    /** The name, or {@code <NA>}; root is root though nobody says so. */
    public byte[] userName(long uid) {
        User user = users.get(uid);
        return user == null ? fallback(uid, ROOT) : user.name;
    }

    public byte[] home(long uid) {
        User user = users.get(uid);
        return user == null ? fallback(uid, ROOT_HOME) : user.home;
    }

    public byte[] shell(long uid) {
        User user = users.get(uid);
        return user == null ? UNKNOWN : user.shell;
    }

    public byte[] groupName(long gid) {
        byte[] name = groups.get(gid);
        return name == null ? fallback(gid, ROOT) : name;
    }

    /** The name as a parameter's text has it: of an unknown root too, {@code <NA>}. */
    public byte[] userParam(long uid) {
        User user = users.get(uid);
        return user == null ? UNKNOWN : user.name;
    }

    /** The same for a group. */
    public byte[] groupParam(long gid) {
        byte[] name = groups.get(gid);
        return name == null ? UNKNOWN : name;
    }

    private static byte[] fallback(long id, byte[] ofRoot) {
        return id == 0 ? ofRoot : UNKNOWN;
    }
}
