// SPDX-License-Identifier: Apache-2.0
package dev.saker.it;

import dev.saker.it.Deeds.Deed;
import dev.saker.rules.RuleSet;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldCatalog;
import dev.saker.rules.field.FieldLookup;
import dev.saker.rules.match.MatchMode;
import dev.saker.scap.file.RecordingReader;
import dev.saker.standalone.scan.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What a scan raised by some rules, by the deed that is behind each alert. */
final class DeedAlerts {
    /** Ancestors that are looked through for the shell that does a deed. */
    private static final int ANCESTORS = 6;

    private final Deeds deeds;
    private final Map<String, String> containers;
    private final Map<String, Set<String>> byMark = new TreeMap<>();
    private final Set<String> starts = new TreeSet<>();
    private final Set<String> images = new TreeSet<>();
    private final Value value = new Value();
    private final List<BoundField> commands = new ArrayList<>();
    private final BoundField container = field("container.id", "");
    private final BoundField image = field("container.image.repository", "");
    private final BoundField vpid = field("proc.vpid", "");

    private DeedAlerts(Deeds deeds, Map<String, String> containers) {
        this.deeds = deeds;
        this.containers = containers;
        deeds.deeds().forEach(deed -> byMark.put(deed.mark(), new TreeSet<>()));
        commands.add(field("proc.cmdline", ""));
        for (int level = 1; level <= ANCESTORS; level++) {
            commands.add(field("proc.acmdline", Integer.toString(level)));
        }
    }

    /**
     * @param containers by id, which place of the deeds each is
     */
    static DeedAlerts of(Path recording, RuleSet rules, Deeds deeds, Map<String, String> containers)
            throws IOException {
        DeedAlerts alerts = new DeedAlerts(deeds, containers);
        Scan scan =
                new Scan(
                        rules,
                        MatchMode.ALL,
                        false,
                        (alert, event) -> alerts.attribute(alert.rule(), event));
        try (RecordingReader reader = RecordingReader.open(recording)) {
            scan.run(reader);
        }
        return alerts;
    }

    /** Deeds that raised anything else than they must. */
    List<String> wrong(Function<Deed, List<String>> expected) {
        List<String> wrong = new ArrayList<>();
        for (Deed deed : deeds.deeds()) {
            Set<String> raised = byMark.get(deed.mark());
            Set<String> wanted = new TreeSet<>(expected.apply(deed));
            if (!raised.equals(wanted)) {
                wrong.add(deed + ": must raise " + wanted + ", raised " + raised);
            }
        }
        return wrong;
    }

    /** By place and rule: those of a container's start. */
    Set<String> starts() {
        return starts;
    }

    /** Of the containers in which deeds raised alerts. */
    Set<String> images() {
        return images;
    }

    private void attribute(String rule, EventView event) {
        String place = containers.get(text(container, event));
        if (place != null && text(vpid, event).equals("1")) {
            starts.add(place + ": " + rule);
        }
        for (BoundField command : commands) {
            String line = text(command, event);
            for (String mark : byMark.keySet()) {
                if (line.contains("/" + mark)) {
                    byMark.get(mark).add(rule);
                    if (place != null) {
                        images.add(text(image, event));
                    }
                    return;
                }
            }
        }
    }

    private String text(BoundField field, EventView event) {
        event.read(field, value);
        return value.toString();
    }

    private static BoundField field(String name, String argument) {
        FieldLookup lookup = new FieldLookup(FieldCatalog.get());
        boolean indexed = !argument.isEmpty();
        return BoundField.of(lookup.find(name, argument, indexed, "syscall").ref().orElseThrow());
    }
}
