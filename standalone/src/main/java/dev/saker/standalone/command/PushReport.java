// SPDX-License-Identifier: Apache-2.0
package dev.saker.standalone.command;

import dev.saker.rules.PublishedRules;
import dev.saker.schemas.RuleFiles;
import dev.saker.schemas.RuleSetActivation;
import dev.saker.schemas.kafka.PushedRuleSet;
import dev.saker.standalone.terminal.Printable;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a push says when it is done. */
final class PushReport {
    private PushReport() {}

    static void print(PushedRuleSet pushed, RuleFiles files, CommandSpec spec) {
        RuleSetActivation activation = pushed.activation();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "rule set "
                        + pushed.version()
                        + (activation.shadow() ? " is on trial" : " is in force"));
        PublishedRules.terms(files.files()).words().forEach(term -> out.println("  " + term));
        if (!activation.acknowledged().isEmpty() || !activation.silent().isEmpty()) {
            out.println("  ready: " + names(activation.acknowledged()));
        }
        if (!activation.silent().isEmpty()) {
            out.println("  not heard of: " + names(activation.silent()));
        }
        out.flush();
    }

    private static String names(List<String> nodes) {
        return nodes.isEmpty() ? "no node" : Printable.text(String.join(", ", nodes));
    }
}
