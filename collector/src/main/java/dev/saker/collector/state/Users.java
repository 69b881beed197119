// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

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
    private final Optional<ContainerAccounts> containers;
    private final Map<String, UserNames> byContainer = new HashMap<>();
    private FileTime passwdTime = NEVER;
    private FileTime groupTime = NEVER;

    public Users(Path passwd, Path group) {
        this.passwd = Optional.of(passwd);
        this.group = Optional.of(group);
        this.containers = Optional.empty();
        refresh();
    }

    private Users(Path folder, ContainerFiles ofContainers) {
        this.passwd = Optional.of(folder.resolve("passwd"));
        this.group = Optional.of(folder.resolve("group"));
        this.containers =
                Optional.of(new ContainerAccounts(host, ofContainers::of, System::nanoTime));
        refresh();
    }

    private Users() {
        this.passwd = Optional.empty();
        this.group = Optional.empty();
        this.containers = Optional.empty();
    }

    /** Nobody yet; users are added as a recording tells of them. */
    static Users ofRecording() {
        return new Users();
    }

    /** Those that the folder's passwd and group name: the host's, wherever its /etc is seen. */
    public static Users in(Path folder) {
        return new Users(folder.resolve("passwd"), folder.resolve("group"));
    }

    /** The same, and of each container those that its own files name, seen through /proc. */
    public static Users in(Path folder, Path proc) {
        return new Users(folder, new ContainerFiles(proc));
    }

    /** Those of the host this process runs on, and of its containers. */
    public static Users ofThisHost() {
        return in(Path.of("/etc"), Path.of("/proc"));
    }

    /** Those of the host. */
    public UserNames ofHost() {
        return host;
    }

    /**
     * Those of where a thread runs. A recording tells of each container's own; live, its files are
     * read.
     */
    public UserNames of(ThreadEntry thread) {
        Container container = thread.container;
        if (container.isHost()) {
            return host;
        }
        if (passwd.isPresent()) {
            return containers.map(accounts -> accounts.of(thread)).orElse(host);
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
            AccountFiles.readUsers(text(file), host);
        }
    }

    private void refreshGroups(Path file) {
        FileTime newTime = time(file);
        if (!newTime.equals(groupTime)) {
            groupTime = newTime;
            host.clearGroups();
            AccountFiles.readGroups(text(file), host);
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException missing) {
            return NEVER; // an image without the file: everybody but root is <NA>
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
