// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules;

import dev.saker.rules.check.CheckedRule;
import dev.saker.rules.check.OutputFormat;
import dev.saker.rules.correlate.AlertStage;
import dev.saker.rules.correlate.plan.CheckedCorrelation;
import dev.saker.rules.correlate.plan.PatternText;
import dev.saker.rules.load.CorrelationDefinition;
import dev.saker.rules.load.RuleDefinition;
import dev.saker.rules.syntax.ConditionPrinter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A digest of what rules do: two sets of files with the same rules have the same, however they are
 * written.
 */
final class Fingerprint {

    private final MessageDigest digest = sha256();

    private Fingerprint() {}

    static String of(
            List<CheckedRule> rules,
            List<CheckedCorrelation> correlations,
            List<AlertStage> stages,
            CompilerOptions options,
            List<String> hosts) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(options.strictFalco() ? "strict" : "");
        if (options.suggestedOutput()) {
            fingerprint.add("suggested");
        }
        rules.forEach(fingerprint::add);
        correlations.forEach(fingerprint::add);
        stages.forEach(stage -> fingerprint.add(stage.digestText()));
        hosts.forEach(fingerprint::add);
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void add(CheckedRule rule) {
        RuleDefinition definition = rule.definition();
        add(definition.name());
        add(definition.body().source());
        add(definition.body().priority().title());
        add(String.join("\0", definition.body().tags()));
        add(ConditionPrinter.printReparsable(rule.expression()));
        add(rule.output().text());
        for (OutputFormat.ExtraField field : rule.output().extraFields()) {
            add(field.toString());
        }
    }

    private void add(CheckedCorrelation correlation) {
        CorrelationDefinition definition = correlation.definition();
        add("correlation");
        add(definition.name());
        add(definition.head().source());
        add(definition.head().priority().title());
        add(String.join("\0", definition.head().tags()));
        for (CheckedCorrelation.CheckedInput input : correlation.inputs()) {
            add(input.id());
            add(ConditionPrinter.printReparsable(input.condition().expression()));
            add(input.key().toString());
        }
        correlation.whereTexts().forEach(this::add);
        add(PatternText.of(correlation.pattern()));
        add(definition.limits().toString());
        add(definition.suppress().map(said -> said.throttle().toString()).orElse(""));
        correlation.throttleBy().forEach(field -> add(field.name()));
        add(correlation.output().text());
    }

    /** With its length, so that no two texts can be taken for two others. */
    private void add(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
