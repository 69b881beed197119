// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

/** How a connection to Kafka is protected, in Kafka's own words. */
public enum SecurityProtocol {
    PLAINTEXT(false, false),
    SSL(true, false),
    SASL_PLAINTEXT(false, true),
    SASL_SSL(true, true);

    private final boolean tls;
    private final boolean sasl;

    SecurityProtocol(boolean tls, boolean sasl) {
        this.tls = tls;
        this.sasl = sasl;
    }

    boolean tls() {
        return tls;
    }

    boolean sasl() {
        return sasl;
    }
}
