// SPDX-License-Identifier: Apache-2.0
package dev.saker.rules.plan;

import dev.saker.rules.Rule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for a condition in markers: two rules with one digest are true of the same events, so what
 * was sent for one is what the other needs. The same for every run of one version of Saker.
 */
public final class RuleDigest {
    private RuleDigest() {}

    public static long of(Rule rule) {
        return of(rule.source() + '\0' + rule.condition());
    }

    private static long of(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
