// SPDX-License-Identifier: Apache-2.0
package dev.saker.collector.state;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the pid namespaces of processes that are found in /proc began: when their first processes
 * did, which are number 1 there. Who was brought in from outside need have none of these among its
 * ancestors, so it is asked which namespace it is in.
 */
final class PidNamespaces {
    private final Path proc;
    private final Map<String, Long> starts = new HashMap<>();

    PidNamespaces(Path proc) {
        this.proc = proc;
    }

    /** Tells threads that were found together, with their processes' main threads among them. */
    void setStarts(List<ThreadEntry> found) {
        Map<Long, String> namespaces = new HashMap<>();
        for (ThreadEntry entry : found) {
            if (entry.isMainThread() && entry.isInPidNamespace()) {
                String name = name(entry.pid);
                namespaces.put(entry.pid, name);
                if (entry.vpid == 1 && !name.isEmpty()) {
                    starts.put(name, entry.cloneTime);
                }
            }
        }
        for (ThreadEntry entry : found) {
            if (entry.isInPidNamespace()) {
                entry.pidnsStartTime = starts.getOrDefault(namespaces.get(entry.pid), 0L);
            }
        }
    }

    /** Empty if the process is gone. */
    private String name(long pid) {
        return ProcFile.link(proc.resolve(Long.toString(pid)).resolve("ns/pid")).orElse("");
    }
}
