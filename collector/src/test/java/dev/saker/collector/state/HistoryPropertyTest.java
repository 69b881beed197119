// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import static dev.saker.collector.testing.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saker.collector.testing.Deeds;
import dev.saker.collector.testing.TestHost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories of processes against a model that does the obvious thing with plain maps. */
class HistoryPropertyTest {
    private static final int STEPS = 4000;
    private static final long INIT = 1;

    private final TestHost host = new TestHost(100_000, 0);
    private final Map<Long, Process> model = new TreeMap<>();
    private long time = 1_000_000_000L;
    private long nextPid = 2;

    private static final class Process {
        long parent;
        String path;
        final Map<Long, String> fds = new HashMap<>();
        final Map<Long, Boolean> closeOnExec = new HashMap<>();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 42, 20261122, 77, 4711, 8})
    void randomHistory_endsAsTheModelDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        fork(0, INIT);

        for (int step = 0; step < STEPS; step++) {
            act(random);
        }

        assertThat(tableAsModel()).as("seed %d", seed).isEqualTo(modelText());
    }

    private void act(SplittableRandom random) {
        List<Long> pids = new ArrayList<>(model.keySet());
        long pid = pids.get(random.nextInt(pids.size()));
        long fd = random.nextInt(80);
        switch (random.nextInt(8)) {
            case 0, 1 -> fork(pid, nextPid++);
            case 2 -> exec(pid, "/bin/tool" + random.nextInt(20), random.nextInt(4) == 0);
            case 3, 4 -> open(pid, fd, "/data/" + random.nextInt(50), random.nextBoolean());
            case 5 -> dup(pid, fd, random.nextInt(80));
            case 6 -> close(pid, fd);
            default -> exit(pid);
        }
    }

    private void fork(long parent, long child) {
        time += 3_000_000L;
        boolean callerFirst = child % 2 == 0;
        if (callerFirst) {
            host.apply(Deeds.cloned(parent, child, 0).at(time));
        }
        host.apply(Deeds.born(child, parent).at(time));
        if (!callerFirst && parent != 0) {
            host.apply(Deeds.cloned(parent, child, 0).at(time));
        }
        Process process = new Process();
        process.parent = parent;
        process.path = "";
        if (model.containsKey(parent)) {
            process.path = model.get(parent).path;
            process.fds.putAll(model.get(parent).fds);
            process.closeOnExec.putAll(model.get(parent).closeOnExec);
        }
        model.put(child, process);
    }

    private void exec(long pid, String path, boolean fails) {
        host.apply(Deeds.exec(pid, path, "tool").with("res", fails ? -2 : 0).at(time));
        if (!fails) {
            Process process = model.get(pid);
            process.path = path;
            process.fds.keySet().removeIf(process.closeOnExec::get);
        }
    }

    private void open(long pid, long fd, String name, boolean closeOnExec) {
        long flags = closeOnExec ? 1 | Deeds.O_CLOEXEC : 1;
        host.apply(Deeds.openAt(pid, fd, Deeds.AT_FDCWD, name, flags).at(time));
        model.get(pid).fds.put(fd, name);
        model.get(pid).closeOnExec.put(fd, closeOnExec);
    }

    private void dup(long pid, long from, long to) {
        Process process = model.get(pid);
        boolean open = process.fds.containsKey(from);
        host.apply(Deeds.dup(pid, from, open ? to : -9).at(time));
        if (open) {
            process.fds.put(to, process.fds.get(from));
            process.closeOnExec.put(to, false);
        }
    }

    private void close(long pid, long fd) {
        boolean open = model.get(pid).fds.remove(fd) != null;
        host.apply(Deeds.close(pid, fd).with("res", open ? 0 : -9).at(time));
    }

    private void exit(long pid) {
        if (pid == INIT) {
            return;
        }
        host.apply(Deeds.exit(pid, INIT).at(time));
        model.remove(pid);
        model.values().forEach(process -> process.parent = heir(process.parent, pid));
    }

    private static long heir(long parent, long dead) {
        return parent == dead ? INIT : parent;
    }

    private Map<Long, String> modelText() {
        Map<Long, String> texts = new TreeMap<>();
        model.forEach(
                (pid, process) ->
                        texts.put(
                                pid,
                                process.parent + " " + process.path + " " + sorted(process.fds)));
        return texts;
    }

    private Map<Long, String> tableAsModel() {
        Map<Long, String> texts = new TreeMap<>();
        host.state.threads().forEach(entry -> texts.put(entry.tid, describe(entry)));
        return texts;
    }

    private static String describe(ThreadEntry entry) {
        Map<Long, String> fds = new HashMap<>();
        for (long fd = 0; fd < 80; fd++) {
            if (entry.fds().get(fd) != null) {
                fds.put(fd, text(entry.fds().get(fd).name()));
            }
        }
        assertThat(entry.fds().size()).isEqualTo(fds.size());
        long parent = entry.parentProcess() == null ? 0 : entry.parentProcess().tid;
        return parent + " " + text(entry.exePath) + " " + sorted(fds);
    }

    private static String sorted(Map<Long, String> fds) {
        return new TreeMap<>(fds).toString();
    }
}
