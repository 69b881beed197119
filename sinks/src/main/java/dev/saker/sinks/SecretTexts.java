// SPDX-License-Identifier: Apache-2.0
package dev.saker.sinks;

import dev.saker.schemas.config.Secret;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sink's secrets, resolved. Also takes them out of texts: a receiver may well quote in its
 * refusal what it was sent.
 */
public final class SecretTexts {

    private static final String MASK = "***";

    private final Map<String, String> texts = new TreeMap<>();

    public SecretTexts(Map<String, Secret> secrets) {
        secrets.forEach((name, secret) -> texts.put(name, secret.resolve()));
    }

    public Map<String, String> byName() {
        return Map.copyOf(texts);
    }

    public String mask(String text) {
        String masked = text;
        for (String secret : texts.values()) {
            masked = secret.isEmpty() ? masked : masked.replace(secret, MASK);
        }
        return masked;
    }

    /** Names only. */
    @Override
    public String toString() {
        return texts.keySet().toString();
    }
}
