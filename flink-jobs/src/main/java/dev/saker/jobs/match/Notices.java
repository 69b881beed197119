// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.match;

import dev.saker.jobs.alert.AlertRecords;
import dev.saker.rules.Priority;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.OutputField;
import dev.saker.schemas.OutputValue;
import java.util.List;
import org.apache.flink.streaming.api.functions.ProcessFunction;

/** One task's share in telling that a rule set was refused: each as soon as it is known of. */
final class Notices {
    static final String RULES_REFUSED = "rules_refused";

    private static final String SOURCE = "internal";

    /** Of alerts that are about no host's events. */
    private static final String NODE = "saker";

    private static final int MAX_REASON = 2_000;

    private final RulesInForce rules;
    private final AlertRecords records;
    private int told;

    Notices(RulesInForce rules, AlertRecords records) {
        this.rules = rules;
        this.records = records;
    }

    void raise(ProcessFunction<?, ?>.Context context) {
        List<RefusedRuleSet> refused = rules.refused();
        for (; told < refused.size(); told++) {
            Alert alert = alert(refused.get(told));
            context.output(
                    MatchFunction.NOTICES,
                    new Notice(alert.alertId(), records.avro(alert), records.json(alert)));
        }
    }

    private static Alert alert(RefusedRuleSet refused) {
        String reason =
                refused.reason().length() <= MAX_REASON
                        ? refused.reason()
                        : refused.reason().substring(0, MAX_REASON) + "…";
        List<String> event = List.of("rules/" + refused.version() + "/" + refused.sha256());
        return new Alert(
                Alerts.id(RULES_REFUSED, event),
                RULES_REFUSED,
                Priority.WARNING.ordinal(),
                SOURCE,
                refused.timeNanos(),
                NODE,
                "Rule set %d of %s cannot be loaded; the one before it goes on to hold: %s"
                        .formatted(refused.version(), refused.pushedBy(), reason),
                List.of(),
                List.of(
                        new OutputField("evt.time", OutputValue.of(refused.timeNanos())),
                        new OutputField("version", OutputValue.of(refused.version())),
                        new OutputField("sha256", OutputValue.of(refused.sha256())),
                        new OutputField("pushed_by", OutputValue.of(refused.pushedBy())),
                        new OutputField("reason", OutputValue.of(reason))),
                event,
                refused.version());
    }
}
