// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.marker;

import dev.saker.jobs.event.DropTally;
import dev.saker.rules.Priority;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Falco's alert about dropped events, word for word and field for field (numbers are texts there),
 * with what Falco has no field for behind.
 */
final class DropAlerts {
    static final String RULE = "Falco internal: syscall event drop";

    private static final String SOURCE = "internal";
    private static final long NO_RULE_SET = 0;

    private DropAlerts() {}

    static Alert of(DropDetector.Drops drops) {
        List<String> events = List.of(drops.node() + "/" + drops.run() + "/" + drops.pubSeq());
        return new Alert(
                Alerts.id(RULE, events),
                RULE,
                Priority.DEBUG.ordinal(),
                SOURCE,
                drops.time(),
                drops.node(),
                message(drops),
                List.of(),
                fields(drops),
                events,
                NO_RULE_SET);
    }

    static String message(DropDetector.Drops drops) {
        return RULE + ". " + drops.lost() + " system calls dropped in last second.";
    }

    private static List<OutputField> fields(DropDetector.Drops drops) {
        List<OutputField> fields = new ArrayList<>();
        fields.add(new OutputField("evt.time", OutputValue.of(drops.time())));
        fields.add(new OutputField("node", OutputValue.of(drops.node())));
        add(fields, "n_evts", drops, DropTally.EVENTS);
        add(fields, "n_drops", drops, DropTally.DROPS);
        add(fields, "n_drops_buffer_total", drops, DropTally.BUFFER);
        add(fields, "n_drops_buffer_clone_fork_exit", drops, DropTally.CLONE_FORK);
        add(fields, "n_drops_buffer_execve_exit", drops, DropTally.EXECVE);
        add(fields, "n_drops_buffer_connect_exit", drops, DropTally.CONNECT);
        add(fields, "n_drops_buffer_open_exit", drops, DropTally.OPEN);
        add(fields, "n_drops_buffer_dir_file_exit", drops, DropTally.DIR_FILE);
        add(fields, "n_drops_buffer_other_interest_exit", drops, DropTally.OTHER_INTEREST);
        add(fields, "n_drops_buffer_close_exit", drops, DropTally.CLOSE);
        add(fields, "n_drops_buffer_proc_exit", drops, DropTally.PROC);
        add(fields, "n_drops_scratch_map", drops, DropTally.SCRATCH);
        add(fields, "n_drops_page_faults", drops, DropTally.PAGE_FAULTS);
        add(fields, "n_drops_bug", drops, DropTally.BUG);
        fields.add(new OutputField("ebpf_enabled", OutputValue.of("1")));
        add(fields, "n_drops_shed", drops, DropTally.SHED);
        add(fields, "n_drops_ceiling", drops, DropTally.CEILING);
        add(fields, "n_drops_spool", drops, DropTally.SPOOL);
        return fields;
    }

    private static void add(
            List<OutputField> fields, String name, DropDetector.Drops drops, int place) {
        String count = Long.toString(drops.counts()[place]);
        fields.add(new OutputField(name, OutputValue.of(count)));
    }
}
