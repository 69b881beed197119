// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.fuzz;

import dev.saker.rules.Compilation;
import dev.saker.rules.CompilerOptions;
import dev.saker.rules.Rule;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSource;
import dev.saker.rules.event.EventSample;
import dev.saker.rules.output.Alerts;
import dev.saker.schemas.Alert;
import dev.saker.schemas.FalcoJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any text as an output: it is refused, or an alert can be made of it and printed. */
public final class OutputTarget {

    private static final EventSample EVENT = new EventSample();

    private OutputTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        String file =
                "- {rule: r, desc: d, condition: evt.type=open, priority: INFO, output: "
                        + Quoted.yaml(text)
                        + "}\n";
        Compilation compilation =
                RuleCompiler.compile(
                        List.of(new RuleSource("o.yaml", file)), CompilerOptions.defaults());
        if (compilation.ruleSet().isEmpty()) {
            if (compilation.errors().isEmpty()) {
                throw new AssertionError("refused without a word: " + text);
            }
            return;
        }
        Rule rule = compilation.ruleSet().get().rules().get(0);
        Alert alert = Alerts.of(rule, EVENT.view(), "node", 1);
        String line = FalcoJson.line(alert);
        if (line.indexOf('\n') >= 0) {
            throw new AssertionError("a line end in the line of " + text);
        }
    }
}
