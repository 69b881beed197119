// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.correlate.run;

import dev.saker.rules.Priority;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.util.List;

/** The alert that a node fell silent while something was expected of it. */
public final class SilenceAlerts {

    /** Name of the built-in rule. */
    public static final String RULE = "host_silent";

    private SilenceAlerts() {}

    /** The same for the same silence. */
    public static Alert of(AbsenceGate.Silence silence, long ruleSetVersion) {
        return new Alert(
                Alerts.id(RULE, List.of(silence.node(), Long.toString(silence.lastHeard()))),
                RULE,
                Priority.WARNING.ordinal(),
                "internal",
                silence.time(),
                silence.node(),
                "Nothing was heard of node "
                        + silence.node()
                        + " while correlations waited for what it does: "
                        + silence.dropped().size()
                        + " of their results are not known",
                List.of("T1562.001", "mitre_defense_evasion"),
                List.of(
                        new OutputField("node", OutputValue.of(silence.node())),
                        new OutputField("last_heard", OutputValue.of(silence.lastHeard())),
                        new OutputField(
                                "dropped", OutputValue.of((long) silence.dropped().size()))),
                List.of(),
                ruleSetVersion);
    }
}
