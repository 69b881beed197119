// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.start;

import dev.saker.rules.CompilerOptions;
import dev.saker.rules.RuleCompiler;
import dev.saker.rules.RuleSet;
import dev.saker.rules.RuleSource;
import dev.saker.rules.match.MatchMode;
import dev.saker.rules.match.Matcher;
import java.util.List;

/**
 * Takes a small rule all the way, in a thread of its own, while the first one is still busy with
 * the arguments: tables are read and classes made ready that the rules to come need. Nothing
 * depends on it.
 */
public final class StartAhead {
    private static final RuleSource RULE =
            new RuleSource(
                    "start",
                    """
                    - list: names
                      items: [a, b]
                    - macro: opened
                      condition: evt.type in (open, openat) and evt.is_open_read = true
                    - rule: start
                      desc: d
                      condition: opened and fd.name startswith /etc and not proc.name in (names)
                      output: o %proc.name
                      priority: DEBUG
                    """);

    private StartAhead() {}

    public static void begin() {
        Thread thread = new Thread(StartAhead::compile, "start-ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private static void compile() {
        RuleCompiler.compile(List.of(RULE), CompilerOptions.defaults())
                .ruleSet()
                .map(StartAhead::matcher);
    }

    private static Matcher matcher(RuleSet rules) {
        return new Matcher(rules.rules(), MatchMode.ALL);
    }
}
