// SPDX-License-Identifier: Apache-2.0
package dev.saker.schemas.kafka;

import dev.saker.schemas.config.TlsContext;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Why Kafka does not let us in, in a sentence that says what to look at. Names no secret. */
public final class KafkaRefusal {
    private static final int MAX_CAUSES = 8;

    private KafkaRefusal() {}

    /** The sentence for a failure that has to do with TLS or the login; else its own message. */
    public static String words(KafkaConnection connection, Throwable failure) {
        AuthenticationException refusal = refusal(failure);
        if (refusal instanceof SslAuthenticationException) {
            return "no TLS connection to Kafka at %s: %s; check kafka.tls (ca_file or truststore, a certificate of ours if it wants one) and that its certificate names this host"
                    .formatted(connection.bootstrapServers(), TlsContext.reason(refusal));
        }
        if (refusal != null) {
            return "Kafka at %s refuses the login: %s; check kafka.sasl (mechanism, username, password)"
                    .formatted(connection.bootstrapServers(), refusal.getMessage());
        }
        return failure.getMessage();
    }

    /** Whether trying again with the same settings is of no use. */
    public static boolean isFinal(Throwable failure) {
        return refusal(failure) != null;
    }

    private static AuthenticationException refusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof AuthenticationException refusal) {
                return refusal;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
