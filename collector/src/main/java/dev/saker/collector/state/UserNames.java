// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import dev.saker.scap.file.RecordedGroup;
import dev.saker.scap.file.RecordedUser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The users and groups of the host or of one container. The arrays are not to be written to. */
public final class UserNames {
    private static final byte[] UNKNOWN = ThreadEntry.UNKNOWN_NAME;
    private static final byte[] ROOT = "root".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROOT_HOME = "/root".getBytes(StandardCharsets.US_ASCII);

    private final LongMap<RecordedUser> users = new LongMap<>();
    private final LongMap<RecordedGroup> groups = new LongMap<>();

    void put(RecordedUser user) {
        users.put(user.uid(), user);
    }

    void put(RecordedGroup group) {
        groups.put(group.gid(), group);
    }

    public List<RecordedUser> users() {
        List<RecordedUser> all = new ArrayList<>();
        users.forEach(all::add);
        return all;
    }

    public List<RecordedGroup> groups() {
        List<RecordedGroup> all = new ArrayList<>();
        groups.forEach(all::add);
        return all;
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
        RecordedUser user = users.get(uid);
        return user == null ? fallback(uid, ROOT) : user.name();
    }

    public byte[] home(long uid) {
        RecordedUser user = users.get(uid);
        return user == null ? fallback(uid, ROOT_HOME) : user.home();
    }

    public byte[] shell(long uid) {
        RecordedUser user = users.get(uid);
        return user == null ? UNKNOWN : user.shell();
    }

    public byte[] groupName(long gid) {
        RecordedGroup group = groups.get(gid);
        return group == null ? fallback(gid, ROOT) : group.name();
    }

    /** The name as a parameter's text has it: of an unknown root too, {@code <NA>}. */
    public byte[] userParam(long uid) {
        RecordedUser user = users.get(uid);
        return user == null ? UNKNOWN : user.name();
    }

    /** The same for a group. */
    public byte[] groupParam(long gid) {
        RecordedGroup group = groups.get(gid);
        return group == null ? UNKNOWN : group.name();
    }

    private static byte[] fallback(long id, byte[] ofRoot) {
        return id == 0 ? ofRoot : UNKNOWN;
    }
}
