// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.fuzz;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.AvroEventView;
import dev.saker.rules.event.BoundField;
import dev.saker.rules.event.EventView;
import dev.saker.rules.event.TestFields;
import dev.saker.rules.event.Value;
import dev.saker.rules.field.FieldFlag;
import dev.saker.rules.field.FieldInfo;
import dev.saker.rules.field.FieldRef;
import dev.saker.rules.match.MatchHandler;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.MalformedEventException;
import java.util.ArrayList;
import java.util.List;

/**
 * Any bytes as an event's record: every field can be read and rules matched, or it is malformed.
 */
public final class EventTarget {

    private static final String RULES =
            """
            - rule: a
              desc: d
              output: "%evt.args %proc.aname[2] %fd.name %fd.sip"
              priority: INFO
              condition: evt.num > 0 and (proc.name != x or fd.name contains e or fd.ip != 1.2.3.4)
            - rule: b
              desc: d
              output: "%proc.cmdline %proc.env %user.name"
              priority: INFO
              condition: fd.name pmatch (/etc, /usr/*) or proc.aname = sh or fd.net != 10.0.0.0/8
            - rule: c
              desc: d
              output: "%evt.res %evt.buffer"
              priority: INFO
              condition: >
                proc.cmdline regex ".*a+b.*" or evt.arg.flags contains O_ or proc.args glob "*x*"
            """;

    private static final List<BoundField> FIELDS = fields();
    private static final RuleSet RULE_SET = rules();
    private static final AvroEventView VIEW = new AvroEventView();

    private EventTarget() {}

    private static RuleSet rules() {
        return RuleCompiler.compile(
                        List.of(new RuleSource("e.yaml", RULES)), CompilerOptions.defaults())
                .ruleSet()
                .orElseThrow();
    }

    private static List<BoundField> fields() {
        List<BoundField> fields = new ArrayList<>();
        for (FieldInfo field : TestFields.all()) {
            boolean alone = !field.has(FieldFlag.ARGUMENT_REQUIRED);
            if (alone && field.fieldClass().hasSource("syscall")) {
                fields.add(BoundField.of(TestFields.ref(field.name())));
            }
        }
        for (int i = 0; i < 8; i++) {
            fields.add(BoundField.of(TestFields.ref("evt.arg[" + i + "]")));
        }
        return fields;
    }

    public static void fuzzerTestOneInput(byte[] data) {
        for (BoundField field : FIELDS) {
            attempt(() -> VIEW.wrap(data, 0, data.length).read(field, new Value()));
        }
        Matcher matcher = new Matcher(RULE_SET, MatchMode.ALL);
        attempt(() -> matcher.match(VIEW.wrap(data, 0, data.length), new Alerting()));
    }

    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (MalformedEventException expected) {
            // the record goes where undecodable ones go
        }
    }

    private static final class Alerting implements MatchHandler {
        @Override
        public void onMatch(Rule rule, EventView event) {
            Alerts.of(rule, event, "node", 1);
        }

        @Override
        public void onUnknown(Rule rule, FieldRef field, EventView event) {
            // said elsewhere
        }
    }
}
