// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.rule;

import dev.saker.rules.HostResolver;
import dev.saker.rules.ResolvedHosts;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Looks the names of hosts in rules up as this machine does, each once, many at a time, and not for
 * long: where there is no network, or no such host, the name has no address.
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

    private final boolean late;
    private final Duration limit;
    private final Function<String, List<String>> names;
    private final Map<String, Future<List<String>>> asked = new LinkedHashMap<>();
    private final Map<String, List<String>> known = new LinkedHashMap<>();
    private final ExecutorService asking =
            Executors.newFixedThreadPool(AT_A_TIME, HostLookup::thread);
    private long deadline;

    /** All names before the first event: what is found is to travel with a rule set. */
    public HostLookup() {
        this(false, LIMIT, HostLookup::resolve);
    }

    /** Names beside the events: whoever needs one waits for it until all have had their time. */
    public static HostLookup late() {
        return new HostLookup(true, LIMIT, HostLookup::resolve);
    }

    /**
     * @param names answers none for a host that is not known
     */
    HostLookup(boolean late, Duration limit, Function<String, List<String>> names) {
        this.late = late;
        this.limit = limit;
        this.names = names;
    }

    @Override
    public boolean isLate() {
        return late;
    }

    @Override
    public synchronized List<String> addresses(String name) {
        return known.computeIfAbsent(name, this::lookUp);
    }

    /**
     * What to tell the user of names that were not found; empty if all were, that is, of those
     * whose answer was needed or has come by itself.
     */
    public synchronized Optional<String> complaint() {
        Set<String> all = new LinkedHashSet<>(asked.keySet());
        all.addAll(known.keySet());
        List<String> unknown = all.stream().filter(this::isUnknown).toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "names of hosts that were not found, so that no address is theirs: "
                                + String.join(", ", unknown.stream().limit(SHOWN).toList())
                                + more(unknown.size() - SHOWN));
    }

    private boolean isUnknown(String name) {
        boolean answered = known.containsKey(name) || asked.get(name).isDone();
        return answered && addresses(name).isEmpty();
    }

    private static String more(int count) {
        return count > 0 ? " and " + count + " more" : "";
    }

    /** What was found, to travel with a rule set; nothing if nobody asked. */
    synchronized Optional<ResolvedHosts> found() {
        return known.isEmpty() ? Optional.empty() : Optional.of(new ResolvedHosts(known));
    }

    @Override
    public synchronized void expect(Collection<String> expected) {
        deadline = System.nanoTime() + limit.toNanos();
        for (String name : expected) {
            if (NAME.matcher(name).matches()) {
                ask(name);
            }
        }
    }

    private Future<List<String>> ask(String name) {
        return asked.computeIfAbsent(name, any -> asking.submit(() -> names.apply(name)));
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
            deadline = System.nanoTime() + limit.toNanos();
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
