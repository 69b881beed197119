// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How container runtimes name control groups, as a table: the first pattern that fits a path tells
 * the container's id. Runtimes of the runc kind use 64 hexadecimal digits; the last such id in the
 * path is the container the thread is in, whatever it is nested in.
 *
 * <p>containerd's {@code ctr} names a group {@code /<namespace>/<any text>}, which fits nearly
 * everything, for example the groups of a sandboxed build machine; so its namespaces are listed.
 */
public final class ContainerPatterns {
    public static final Set<String> CONTAINERD_NAMESPACES =
            Set.of("default", "k8s.io", "moby", "buildkit");

    private static final String ID = "([0-9a-fA-F]{64})";

    /**
     * podman, docker, cri-containerd, cri-o, nerdctl and plain cgroupfs. What is below such a group
     * (an init system inside the container) is in the container too.
     */
    private static final Pattern RUNC =
            Pattern.compile(
                    ".*(?:/libpod-payload-|/libpod-|/docker-|/cri-containerd-|/crio-|/nerdctl-"
                            + "|:cri-containerd:|/)"
                            + ID
                            + "(?:\\.scope)?(?:/.*)?");

    /**
     * A conmon watches a container from outside: its scope bears the container's id, or it is in
     * the group of the pod, which has an id too; but it is the host's.
     */
    private static final Pattern CONMON =
            Pattern.compile(".*/(?:(?:libpod|crio)-conmon-" + ID + ".*|conmon)");

    /** Seen from a control group namespace, what lies outside begins so. */
    private static final Pattern OUTSIDE = Pattern.compile("^(?:/\\.\\.)+(?=/)");

    private static final List<Named> NAMED =
            List.of(
                    new Named("lxc", ".*/lxc\\.payload\\.([^/]+)(?:/.*)?"),
                    new Named("lxc", ".*/lxc\\.payload/([^/]+)(?:/.*)?"),
                    new Named("libvirt_lxc", ".*/libvirt/lxc/([^/]+)(?:/.*)?"),
                    new Named("lxc", ".*/lxc/([^/]+)(?:/.*)?"),
                    new Named(
                            "libvirt_lxc",
                            ".*/machine-lxc\\\\x2d(?:\\d+\\\\x2d)?([^/]+)\\.scope(?:/.*)?"),
                    new Named("libvirt_lxc", ".*/([^/]+)\\.libvirt-lxc(?:/.*)?"),
                    new Named("bpm", ".*/bpm-([^/]+?)(?:\\.scope)?"));

    /** What a path tells of a container: its id, and its type where that needs no asking. */
    record Found(String id, String type) {
        /** Of a container that one of several runtimes may have made. */
        static final String ANY = "";
    }

    private record Named(String type, Pattern pattern) {
        Named(String type, String pattern) {
            this(type, Pattern.compile(pattern));
        }
    }

    private final Pattern containerd;

    public ContainerPatterns(Set<String> containerdNamespaces) {
        String names =
                containerdNamespaces.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        this.containerd =
                Pattern.compile("/(?:" + names + ")/([^/]{1,64})(?<!\\.service|\\.slice|\\.scope)");
    }

    /** The id in the path of a control group (without the name of the subsystem). */
    public Optional<String> idOf(String path) {
        return find(path).map(Found::id);
    }

    Optional<Found> find(String path) {
        String inside = OUTSIDE.matcher(path).replaceFirst("");
        if (CONMON.matcher(inside).matches()) {
            return Optional.empty();
        }
        Optional<String> runc = group(RUNC, inside);
        if (runc.isPresent()) {
            return runc.map(id -> new Found(id, Found.ANY));
        }
        for (Named named : NAMED) {
            Optional<String> id = group(named.pattern, inside);
            if (id.isPresent()) {
                return id.map(name -> new Found(name, named.type));
            }
        }
        return group(containerd, inside).map(id -> new Found(id, Found.ANY));
    }

    private static Optional<String> group(Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
