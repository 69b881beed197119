// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import dev.saker.rules.HostResolver;
import dev.saker.rules.ResolvedHosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Looks the names of hosts in rules up as this machine does, each once, many at a time, and not for
 * long: where there is no network, or no such host, the name has no address. One thread only.
 */
public final class HostLookup implements HostResolver {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9:._-]{1,253}");
    private static final int SHOWN = 5;

    /**
     * For all names that are asked for at a time: one that nobody answers must not add to others.
     */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Rules of miners' pools name sixty hosts; those asked later have less time. */
    private static final int AT_A_TIME = 100;

    private final Map<String, List<String>> known = new LinkedHashMap<>();
    private final Map<String, Future<List<String>>> asked = new HashMap<>();
    private final ExecutorService asking =
            Executors.newFixedThreadPool(AT_A_TIME, HostLookup::thread);
    private long deadline;

    @Override
    public List<String> addresses(String name) {
        return known.computeIfAbsent(name, this::lookUp);
    }

    /** What to tell the user of names that were not found; empty if all were. */
    public Optional<String> complaint() {
        List<String> unknown =
                known.entrySet().stream()
                        .filter(host -> host.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "names of hosts that were not found, so that no address is theirs: "
                                + String.join(", ", unknown.stream().limit(SHOWN).toList())
                                + more(unknown.size() - SHOWN));
    }

    private static String more(int count) {
        return count > 0 ? " and " + count + " more" : "";
    }

    /** What was found, to travel with a rule set; nothing if nobody asked. */
    Optional<ResolvedHosts> found() {
        return known.isEmpty() ? Optional.empty() : Optional.of(new ResolvedHosts(known));
    }

    @Override
    public void expect(Collection<String> names) {
        deadline = System.nanoTime() + LIMIT.toNanos();
        for (String name : names) {
            if (NAME.matcher(name).matches()) {
                ask(name);
            }
        }
    }

    private Future<List<String>> ask(String name) {
        return asked.computeIfAbsent(name, any -> asking.submit(() -> resolve(name)));
    }

    /** Nobody waits for an answer that comes too late. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "host-lookup");
        thread.setDaemon(true);
        return thread;
    }

    private List<String> lookUp(String name) {
        if (!NAME.matcher(name).matches()) {
            return List.of();
        }
        if (!asked.containsKey(name)) {
            deadline = System.nanoTime() + LIMIT.toNanos();
        }
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            return ask(name).get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException unknown) {
            return List.of();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static List<String> resolve(String name) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(InetAddress::getHostAddress)
                    .map(address -> address.replaceFirst("%.*", "")) // the zone of a link
                    .distinct()
                    .toList();
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }
}
