// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.config.Default;
import dev.saker.schemas.config.Secret;
import java.io.Serializable;
import java.util.Map;

/**
 * Name and password for Kafka.
 *
 * @param mechanism PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512; others go through the properties
 */
public record Sasl(
        @Default("SCRAM-SHA-512") String mechanism,
        @Default("") String username,
        @Default("") Secret password)
        implements Serializable {
    /** No name and password. */
    public static final Sasl NONE = new Sasl("SCRAM-SHA-512", "", Secret.NONE);

    private static final String MODULES = "org.apache.kafka.common.security.";

    public Sasl {
        if (username.isEmpty() && password.isSet()) {
            throw new IllegalArgumentException("sasl has a password but no username");
        }
        if (!username.isEmpty() && !password.isSet()) {
            throw new IllegalArgumentException("sasl has a username but no password");
        }
        if (!username.isEmpty()) {
            loginModule(mechanism);
        }
    }

    public boolean isSet() {
        return !username.isEmpty();
    }

    Map<String, Object> clientProperties() {
        String login =
                "%s required username=%s password=%s;"
                        .formatted(
                                loginModule(mechanism),
                                quoted(username),
                                quoted(password.resolve()));
        return Map.of("sasl.mechanism", mechanism, "sasl.jaas.config", login);
    }

    private static String loginModule(String mechanism) {
        return switch (mechanism) {
            case "PLAIN" -> MODULES + "plain.PlainLoginModule";
            case "SCRAM-SHA-256", "SCRAM-SHA-512" -> MODULES + "scram.ScramLoginModule";
            default ->
                    throw new IllegalArgumentException(
                            "sasl mechanism '"
                                    + mechanism
                                    + "' is none of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512;"
                                    + " set others up under properties");
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
