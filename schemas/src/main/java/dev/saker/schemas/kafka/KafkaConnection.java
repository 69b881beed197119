// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.config.Default;
import dev.saker.schemas.config.Tls;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * How to reach Kafka. Holds references to secrets only; {@link #clientProperties} resolves them, so
 * what it answers is not for logs.
 *
 * @param bootstrapServers host:port, several with commas between
 * @param properties further settings of Kafka's clients, which win over ours
 */
public record KafkaConnection(
        String bootstrapServers,
        @Default("plaintext") SecurityProtocol securityProtocol,
        Tls tls,
        Sasl sasl,
        Map<String, String> properties)
        implements Serializable {
    public KafkaConnection {
        properties = Map.copyOf(properties);
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrap_servers is empty");
        }
        if (tls.isSet() && !securityProtocol.tls()) {
            throw new IllegalArgumentException(
                    "tls is set, but security_protocol is "
                            + securityProtocol
                            + ": use SSL or SASL_SSL");
        }
        if (sasl.isSet() && !securityProtocol.sasl()) {
            throw new IllegalArgumentException(
                    "sasl is set, but security_protocol is "
                            + securityProtocol
                            + ": use SASL_SSL or SASL_PLAINTEXT");
        }
        if (securityProtocol.sasl()
                && !sasl.isSet()
                && !properties.containsKey("sasl.jaas.config")) {
            throw new IllegalArgumentException(
                    "security_protocol is " + securityProtocol + ", but sasl is not set");
        }
    }

    /** Without protection: the embedded broker on the loopback interface, and tests. */
    public static KafkaConnection plaintext(String bootstrapServers) {
        return new KafkaConnection(
                bootstrapServers, SecurityProtocol.PLAINTEXT, Tls.NONE, Sasl.NONE, Map.of());
    }

    /** Settings any Kafka client takes, secrets included. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", bootstrapServers);
        all.put("security.protocol", securityProtocol.name());
        if (securityProtocol.tls()) {
            all.putAll(tls.clientProperties());
        }
        if (sasl.isSet()) {
            all.putAll(sasl.clientProperties());
        }
        all.putAll(properties);
        return all;
    }

    /**
     * The same way with every secret looked up and every PEM file read, for a process that has
     * neither. What it holds is not for logs.
     */
    public KafkaConnection resolved() {
        Map<String, String> all = new HashMap<>();
        clientProperties().forEach((name, value) -> all.put(name, value.toString()));
        return new KafkaConnection(bootstrapServers, securityProtocol, Tls.NONE, Sasl.NONE, all);
    }

    /** The properties are left out: a password may have been put there. */
    @Override
    public String toString() {
        return "KafkaConnection[%s, %s, %s, %s, %d properties]"
                .formatted(bootstrapServers, securityProtocol, tls, sasl, properties.size());
    }
}
