// SPDX-License-Identifier: Apache-2.0
package dev.saker.jobs.ruleset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Under what state is kept: a digest of what it belongs to, and the bytes of a key behind it, as a
 * text of one character per byte, for Flink takes no bytes as a key.
 */
public final class Addresses {
    /** Characters of an address. */
    public static final int LENGTH = 12;

    private Addresses() {}

    /**
     * Of what has these names.
     *
     * @param shadow whether it belongs to rule sets on trial, whose state is their own
     */
    public static String of(boolean shadow, String... names) {
        MessageDigest digest = sha256();
        digest.update((byte) (shadow ? 1 : 0));
        for (String name : names) {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return text(digest.digest()).substring(0, LENGTH);
    }

    /** The key of something that has an address. */
    public static String with(String address, byte[] key) {
        return address + text(key);
    }

    /** The address that a key begins with. */
    public static String address(String key) {
        return key.substring(0, LENGTH);
    }

    /** The bytes behind the address. */
    public static byte[] key(String key) {
        return key.substring(LENGTH).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }
}
