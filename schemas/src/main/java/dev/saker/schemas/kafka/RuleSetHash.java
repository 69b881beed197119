// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a RuleFiles record, as the head tells it. */
final class RuleSetHash {
    private RuleSetHash() {}

    static String of(byte[] ruleFiles) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ruleFiles));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
