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

    /** A conmon watches a container from outside: its scope bears the id, but it is the host's. */
    private static final Pattern CONMON = Pattern.compile(".*/(?:libpod|crio)-conmon-" + ID + ".*");

    private static final List<Pattern> NAMED =
            List.of(
                    Pattern.compile(".*/lxc\\.payload\\.([^/]+)(?:/.*)?"),
                    Pattern.compile(".*/lxc\\.payload/([^/]+)(?:/.*)?"),
                    Pattern.compile(".*/lxc/([^/]+)(?:/.*)?"),
                    Pattern.compile(".*/machine-lxc\\\\x2d(?:\\d+\\\\x2d)?([^/]+)\\.scope(?:/.*)?"),
                    Pattern.compile(".*/libvirt/lxc/([^/]+)(?:/.*)?"),
                    Pattern.compile(".*/([^/]+)\\.libvirt-lxc(?:/.*)?"),
                    Pattern.compile(".*/bpm-([^/]+?)(?:\\.scope)?"));

    private final Pattern containerd;

    public ContainerPatterns(Set<String> containerdNamespaces) {
        String names =
                containerdNamespaces.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        this.containerd =
                Pattern.compile("/(?:" + names + ")/([^/]{1,64})(?<!\\.service|\\.slice|\\.scope)");
    }

    /** The id in the path of a control group (without the name of the subsystem). */
    public Optional<String> idOf(String path) {
        if (CONMON.matcher(path).matches()) {
            return Optional.empty();
        }
        Optional<String> runc = group(RUNC, path);
        if (runc.isPresent()) {
            return runc;
        }
        for (Pattern pattern : NAMED) {
            Optional<String> id = group(pattern, path);
            if (id.isPresent()) {
                return id;
            }
        }
        return group(containerd, path);
    }

    private static Optional<String> group(Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
